import { type Granted, type Service, statements } from "./generated-service";
import { ACCOUNT, allow, attachment, policy, type Resource, role, rolePolicy } from "./state";

/** A fault in what a service is granted, and what an audit must tell of it. */
export interface Fault {
  readonly resources: readonly Resource[];
  readonly told: readonly string[];
}

type Part = Pick<Granted, "role" | "actions" | "resource">;
type Seed = (service: Service, chosen: Granted, action: string) => Fault;

const without = ({ granted }: Service, chosen: Granted, action: string): readonly Part[] =>
  granted
    .map((each) => (each === chosen ? { ...each, actions: each.actions.filter((other) => other !== action) } : each))
    .filter(({ actions }) => actions.length > 0);
const lacksOf = ({ resource }: Granted, action: string) => `lacks ${action} on ${resource}`;
const sibling = (resource: string) =>
  resource === "*"
    ? "arn:aws:ecr:eu-west-1:111111111111:repository/x"
    : resource.replace(/(\w)(:\*|-AbCdEf|\.env)?$/, "$1sibling$2");
const NAMES = { execution: "start", task: "orders" } as const;
const KINDS = ["execution", "task"] as const;

/** The policies of the two roles: what is granted, and further statements for one of them. */
function inline(granted: readonly Part[], role: Granted["role"] = "execution", ...more: readonly object[]) {
  return KINDS.flatMap((kind) => {
    const list = [...statements(granted.filter((each) => each.role === kind)), ...(kind === role ? more : [])];
    return list.length > 0 ? [rolePolicy(NAMES[kind], policy(...list))] : [];
  });
}

/** What the application may do beside is nobody's guess: of the task role, no excess is told. */
const excess = ({ role: kind }: Granted, text: string) => (kind === "execution" ? [`in excess ${text}`] : []);
const misspelt = (action: string) => `${action}s`.replace("Parameterss", "Parameter");

export const FAULTS: Readonly<Record<string, Seed>> = {
  "a grant dropped": (service, chosen, action) => ({
    resources: inline(without(service, chosen, action)),
    told: [lacksOf(chosen, action)],
  }),
  "a grant misspelt": (service, chosen, action) => ({
    resources: inline([...without(service, chosen, action), { ...chosen, actions: [misspelt(action)] }]),
    told: [lacksOf(chosen, action), ...excess(chosen, `${misspelt(action)} on ${chosen.resource}`)],
  }),
  "a grant pointed at a sibling": (service, chosen, action) => ({
    resources: inline([
      ...without(service, chosen, action),
      { ...chosen, actions: [action], resource: sibling(chosen.resource) },
    ]),
    // Where not all keys are known, another may be what the grant is for.
    told: [
      lacksOf(chosen, action),
      ...(action === "kms:Decrypt" && !service.areKeysKnown
        ? []
        : excess(chosen, `${action} on ${sibling(chosen.resource)}`)),
    ],
  }),
  "a grant narrowed to what only the request says": (service, chosen, action) => ({
    resources: inline(
      without(service, chosen, action),
      chosen.role,
      allow("Narrow", action, chosen.resource, {
        Condition: { StringEquals: { "aws:PrincipalAccount": "999999999999" } },
      }),
    ),
    told: [lacksOf(chosen, action)],
  }),
  "a Deny": (service, chosen, action) => ({
    resources: inline(service.granted, chosen.role, {
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
        role(NAMES[chosen.role], { permissions_boundary: arn }),
        { type: "aws_iam_policy", name: "most", values: { arn, name: "most", policy: most } },
        ...inline(service.granted),
      ],
      told: [lacksOf(chosen, action)],
    };
  },
  "a grant added": (service) => ({
    resources: inline(
      service.granted,
      "execution",
      allow("Extra", "dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111111111111:table/t"),
    ),
    told: ["in excess dynamodb:GetItem on arn:aws:dynamodb:eu-west-1:111111111111:table/t"],
  }),
  "nothing, through managed policies": ({ granted }) => ({
    resources: KINDS.flatMap((kind) => {
      const own = granted.filter((each) => each.role === kind);
      const name = NAMES[kind];
      const arn = `arn:aws:iam::${ACCOUNT}:policy/${name}`;
      const values = { arn, name, policy: policy(...statements(own)) };
      return own.length > 0 ? [{ type: "aws_iam_policy", name, values }, attachment(name, arn)] : [];
    }),
    told: [],
  }),
  "nothing, through policies of wildcards": ({ granted }) => ({
    resources: inline(
      granted.map((each) => ({
        ...each,
        actions: each.actions.map((action) => action.replace(/\w{3}$/, "*")),
        resource: "*",
      })),
    ),
    told: [],
  }),
};
