import type { Clause } from "../clause";
import { ESCALATION_PATHS, type Step, type Target } from "./escalation-paths";
import { mayDo, type Power } from "./may-do";

/** Who has the policies, as far as it is known. */
export interface Holder {
  /** `role/app/orders` or `user/anna`, as its ARN ends. */
  readonly itself?: string;
  /** The ends of the ARNs of its managed policies: `policy/orders`. */
  readonly policies: readonly string[];
  /** What its boundary says, where it has one that is known. */
  readonly boundary?: readonly Clause[];
}

/** Things that nobody has named: what a pattern over all of them matches. */
const UNNAMED: Readonly<Record<Exclude<Target, "whatever">, NonNullable<Power["to"]>>> = {
  role: { service: "iam", resource: "role/stranger739" },
  user: { service: "iam", resource: "user/stranger739" },
  group: { service: "iam", resource: "group/stranger739" },
  policy: { service: "iam", resource: "policy/stranger739" },
  function: { service: "lambda", resource: "function:stranger739" },
  instance: { service: "ec2", resource: "instance/i-0739173917391739a" },
};

/** Actions that give the one they are done to more permissions: on itself, too, they raise the holder's. */
const RAISES_ITS_OBJECT = /^iam:(?:Attach|Put|Delete)(?:Role|User)P/;

/** What is done on the ways, in lower case. */
const STEPS = [...new Set(ESCALATION_PATHS.flatMap((steps) => steps.map(({ action }) => action.toLowerCase())))];

/** The shortest way for the holder of policies to raise its own permissions, as the actions it takes. */
export function shortestEscalation(identity: readonly Clause[], holder: Holder): readonly string[] | undefined {
  const allowed = new Set(
    identity.flatMap(({ effect, actionSet }) => (effect === "Allow" ? actionSet.among(STEPS) : [])),
  );
  if (allowed.size === 0) return undefined;
  const path = ESCALATION_PATHS.find(
    (steps) =>
      steps.every(({ action }) => allowed.has(action.toLowerCase())) &&
      steps.every((step) => canTake(step, identity, holder)),
  );
  return path?.map(({ action }) => action);
}

function canTake({ action, on, values }: Step, identity: readonly Clause[], holder: Holder): boolean {
  const lower = action.toLowerCase();
  return targets(action, on, holder).some((to) => {
    return mayDo(identity, { action: lower, ...(to && { to }), ...(values && { values }) }, holder.boundary);
  });
}

function targets(action: string, on: Target, { itself, policies }: Holder): (Power["to"] | undefined)[] {
  if (on === "whatever") return [undefined];
  const own = RAISES_ITS_OBJECT.test(action) && itself?.startsWith(`${on}/`) ? [itself] : [];
  const held = on === "policy" ? policies : [];
  return [UNNAMED[on], ...[...own, ...held].map((resource) => ({ service: "iam", resource }))];
}
