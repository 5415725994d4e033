import fc from "fast-check";
import type { TaskAudit } from "../../../review/report/audit";
import { type Granted, type Service, services, statements } from "./generated-service";
import { ACCOUNT, allow, attachment, auditOf, policy, type Resource, role, rolePolicy } from "./state";

/** Of each fault: 225 services in all. */
const RUNS = 25;
const KEYS = /customer-managed key is not in the files$/;

/** What an audit tells, in lines that can be compared. */
function told({ lacks, inExcess, cannotSay }: TaskAudit): readonly string[] {
  const sorted = (actions: readonly string[]) => [...actions].sort().join(",");
  return [
    ...lacks.map(({ actions, resource }) => `lacks ${sorted(actions)} on ${resource}`),
    ...inExcess.map(({ actions, resource }) => `in excess ${sorted(actions)} on ${resource}`),
    ...cannotSay.filter(({ why }) => !KEYS.test(why)).map(({ what }) => `cannot say ${what}`),
  ].sort();
}

/** A fault in what a service is granted, and what an audit must tell of it. */
interface Fault {
  readonly resources: readonly Resource[];
  readonly told: readonly string[];
}

type Seed = (service: Service, chosen: Granted, action: string) => Fault;

const without = (
  { granted }: Service,
  chosen: Granted,
  action: string,
): readonly Pick<Granted, "actions" | "resource">[] =>
  granted
    .map((each) => (each === chosen ? { ...each, actions: each.actions.filter((other) => other !== action) } : each))
    .filter(({ actions }) => actions.length > 0);
const lacksOf = ({ resource }: Granted, action: string) => `lacks ${action} on ${resource}`;
const sibling = (resource: string) =>
  resource === "*"
    ? "arn:aws:ecr:eu-west-1:111111111111:repository/x"
    : resource.replace(/(\w)(:\*|-AbCdEf|\.env)?$/, "$1sibling$2");
const inline = (...list: readonly object[]) => [rolePolicy("start", policy(...list))];

const FAULTS: Readonly<Record<string, Seed>> = {
  "a grant dropped": (service, chosen, action) => ({
    resources: inline(...statements(without(service, chosen, action))),
    told: [lacksOf(chosen, action)],
  }),
  "a grant misspelt": (service, chosen, action) => ({
    resources: inline(
      ...statements([
        ...without(service, chosen, action),
        { actions: [`${action}s`.replace("Parameterss", "Parameter")], resource: chosen.resource },
      ]),
    ),
    told: [
      lacksOf(chosen, action),
      `in excess ${`${action}s`.replace("Parameterss", "Parameter")} on ${chosen.resource}`,
    ],
  }),
  "a grant pointed at a sibling": (service, chosen, action) => ({
    resources: inline(
      ...statements([...without(service, chosen, action), { actions: [action], resource: sibling(chosen.resource) }]),
    ),
    told: [lacksOf(chosen, action), `in excess ${action} on ${sibling(chosen.resource)}`],
  }),
  "a grant narrowed to what only the request says": (service, chosen, action) => ({
    resources: inline(
      ...statements(without(service, chosen, action)),
      allow("Narrow", action, chosen.resource, {
        Condition: { StringEquals: { "aws:PrincipalAccount": "999999999999" } },
      }),
    ),
    told: [lacksOf(chosen, action)],
  }),
  "a Deny": (service, chosen, action) => ({
    resources: inline(...statements(service.granted), {
      Sid: "No",
      Effect: "Deny",
      Action: action,
      Resource: chosen.resource,
    }),
    told: [lacksOf(chosen, action)],
  }),
  "a boundary that leaves it out": (service, chosen, action) => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/most`;
    const most = policy(
      { Effect: "Allow", NotAction: action, Resource: "*" },
      ...statements(service.granted.filter((each) => each !== chosen)),
    );
    return {
      resources: [
        role("start", { permissions_boundary: arn }),
        { type: "aws_iam_policy", name: "most", values: { arn, name: "most", policy: most } },
        ...inline(...statements(service.granted)),
      ],
      told: [lacksOf(chosen, action)],
    };
  },
  "a grant added": (service) => ({
    resources: inline(
      ...statements(service.granted),
      allow("Extra", "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111111111111:table/t"),
    ),
    told: ["in excess dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:111111111111:table/t"],
  }),
  "nothing, through a managed policy": (service) => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/start`;
    const values = { arn, name: "start", policy: policy(...statements(service.granted)) };
    return { resources: [{ type: "aws_iam_policy", name: "start", values }, attachment("start", arn)], told: [] };
  },
  "nothing, through a policy of wildcards": (service) => ({
    resources: inline(
      ...service.granted.map(({ actions }, index) =>
        allow(
          `S${index}`,
          actions.map((action) => action.replace(/\w{3}$/, "*")),
          "*",
        ),
      ),
    ),
    told: [],
  }),
};

/** Actions that another need of the same task asks for on the same resource are not missed. */
function isAskedOnce({ granted }: Service, { resource }: Granted, action: string): boolean {
  return granted.filter((each) => each.resource === resource && each.actions.includes(action)).length === 1;
}

describe.each(Object.entries(FAULTS))("a service with %s", (_name, seed) => {
  it("is audited as that and nothing else", () => {
    fc.assert(
      fc.property(services, fc.nat(), fc.nat(), (service, which, what) => {
        const chosen = service.granted[which % service.granted.length] as Granted;
        const action = chosen.actions[what % chosen.actions.length] as string;
        fc.pre(isAskedOnce(service, chosen, action));
        const { resources, told: expected } = seed(service, chosen, action);
        expect(told(auditOf(service.task, ...resources))).toEqual([...expected].sort());
      }),
      { numRuns: RUNS },
    );
  });
});
