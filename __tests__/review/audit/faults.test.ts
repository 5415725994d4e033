import fc from "fast-check";
import type { NamedPolicy, Policies } from "../../../aws/policy/evaluate/decision";
import { contextOf, sample } from "../../../review/audit/judge-need";
import type { TaskAudit } from "../../../review/report/audit";
import { simulate } from "../../evaluation/simulate";
import { type Granted, type Service, services } from "./generated-service";
import { FAULTS } from "./seeded-faults";
import { ACCOUNT, auditsOf, policy, type Resource, role, stateOf } from "./state";

/** Of each fault, for each of the two properties: 450 services in all. */
const RUNS = 25;
/** Whether secrets of Secrets Manager are under a key is told nowhere in these states. */
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

/** Actions that another need of the same task asks for on the same resource are not missed. */
function isAskedOnce({ granted }: Service, { resource }: Granted, action: string): boolean {
  return granted.filter((each) => each.resource === resource && each.actions.includes(action)).length === 1;
}

/** A service with one fault, in one state or in two, its roles its own or another task's too. */
const faulty = (seed: (typeof FAULTS)[string]) =>
  fc
    .record({ service: services, which: fc.nat(), what: fc.nat(), isSplit: fc.boolean(), isShared: fc.boolean() })
    .map(({ service, which, what, ...more }) => {
      const chosen = service.granted[which % service.granted.length] as Granted;
      const action = chosen.actions[what % chosen.actions.length] as string;
      return { service, chosen, action, ...more };
    })
    .filter(({ service, chosen, action }) => isAskedOnce(service, chosen, action))
    .map(({ service, chosen, action, isSplit, isShared }) => {
      const fault = seed(service, chosen, action);
      const other = { ...service.task, name: "other", values: { ...service.task.values, family: "other" } };
      const tasks = [service.task, ...service.beside, ...(isShared ? [other] : [])];
      const names = fault.resources.filter(({ type }) => type === "aws_iam_role").map(({ name }) => name);
      const roles = ["start", "orders"].filter((name) => !names.includes(name)).map((name) => role(name));
      const policies = [...roles, ...fault.resources];
      const states = isSplit ? [stateOf(...tasks), stateOf(...policies)] : [stateOf(...tasks, ...policies)];
      const [audit] = auditsOf(...states);
      if (!audit) throw new Error("the state has no task definition");
      return { service, audit, ...fault };
    });

describe.each(Object.entries(FAULTS))("a service with %s", (_name, seed) => {
  it("is audited as that and nothing else", () => {
    fc.assert(
      fc.property(faulty(seed), ({ audit, told: expected }) => {
        expect(told(audit)).toEqual([...expected].sort());
      }),
      { numRuns: RUNS },
    );
  });

  it("lacks what another evaluator denies, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(faulty(seed), async ({ service, audit, resources }) => {
        const lacks = audit.lacks.flatMap(({ actions, resource }) =>
          actions.map((action) => `${action} on ${resource}`),
        );
        const asked = service.granted.flatMap((each) => each.actions.map((action) => ({ ...each, action })));
        const denied = await Promise.all(
          asked.map(async ({ role: kind, need, action, resource: pattern }) => {
            const name = kind === "execution" ? "start" : "orders";
            const resource = sample(pattern.replace(/:\*$/, ":log-stream:*"));
            const context = contextOf(need, resource, ACCOUNT);
            const principal = `arn:aws:iam::${ACCOUNT}:role/${name}`;
            const { answer } = await simulate(
              { principal, action, resource, context },
              policiesOf(name, resources, action),
            );
            return answer === "denied" ? [`${action} on ${pattern}`] : [];
          }),
        );
        expect([...new Set(lacks)].sort()).toEqual([...new Set(denied.flat())].sort());
      }),
      { numRuns: RUNS },
    );
  });
});

/** What decides over a role's requests, read from a state's resources without the audit. */
function policiesOf(role: string, resources: readonly Resource[], action: string): Policies {
  const valuesOf = (type: string) =>
    resources.filter((each) => each.type === type).map(({ values }) => values as Readonly<Record<string, string>>);
  const named = (name: string, text = "{}"): NamedPolicy => ({ name, document: JSON.parse(text) });
  const managed = new Map(valuesOf("aws_iam_policy").map(({ arn, name = "", policy }) => [arn, named(name, policy)]));
  const attached = valuesOf("aws_iam_role_policy_attachment").filter((each) => each.role === role);
  const own = valuesOf("aws_iam_role_policy").filter((each) => each.role === role);
  const [boundary] = valuesOf("aws_iam_role").filter(({ name }) => name === role);
  const limit = managed.get(boundary?.permissions_boundary);
  return {
    identity: [
      ...own.map(({ name = "", policy }) => named(name, policy)),
      ...attached.flatMap(({ policy_arn: arn }) => managed.get(arn) ?? []),
    ],
    ...(limit && { boundary: limit }),
    ...(action.startsWith("kms:") && { resource: named("key policy", KEY_POLICY) }),
  };
}

/** What a key's policy is by default: it leaves the key to its account. */
const KEY_POLICY = policy({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
});
