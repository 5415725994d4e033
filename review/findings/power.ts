import type { Grant } from "../../aws/policy/grant";
import { isAdministrator } from "../../aws/policy/power/administrator";
import { wholeStores } from "../../aws/policy/power/data-access";
import { type Holder, shortestEscalation } from "../../aws/policy/power/escalation";
import { shownText } from "../plan/resource-change";
import { grantsAt } from "./grant-query";
import type { PlanState, SubjectState } from "./reviewed-plan";

/** AWS's policies that let their holder do everything, and those that let it give itself everything. Source: AWS managed policy reference. */
const ADMINISTRATOR = /:aws:policy\/(AdministratorAccess)$/;
const IAM_FULL = /:aws:policy\/(IAMFullAccess)$/;

/** How much a subject may do beyond what its policies list: everything, or as much as it gives itself. */
export interface Reach {
  /** Why it may do everything. */
  readonly everything: readonly string[];
  /** The actions by which it gets everything, or the policy of AWS's that holds them. */
  readonly escalation: readonly string[] | undefined;
}

/** Reads a subject's reach. Who may do everything has no need to raise its permissions: that is told once. */
export function reachOf(state: SubjectState, moment: PlanState["moment"]): Reach {
  const identity = grantsAt(state, "identity");
  const boundary = boundaryOf(state, moment);
  const named = state.managedPolicies.flatMap((arn) => ADMINISTRATOR.exec(arn)?.[1] ?? []);
  const everything = [
    ...(isAdministrator(identity, boundary) ? [all(identity)] : []),
    ...named.map((name) => `AWS's ${name}`),
  ];
  if (everything.length > 0) return { everything, escalation: undefined };
  const raises = state.managedPolicies.flatMap((arn) => IAM_FULL.exec(arn)?.[1] ?? []);
  if (raises.length > 0) return { everything, escalation: raises.map((name) => `AWS's ${name}`) };
  return { everything, escalation: shortestEscalation(identity, holderOf(state, moment, boundary)) };
}

/** Of what a subject may read all that its account has. */
export function storesOf(state: SubjectState, moment: PlanState["moment"]): readonly string[] {
  return wholeStores(grantsAt(state, "identity"), state.managedPolicies, boundaryOf(state, moment));
}

function all(identity: readonly Grant[]): string {
  const whole = identity.some(
    ({ effect, action, tests }) => effect === "Allow" && isEvery(action) && tests.length === 0,
  );
  return whole
    ? "every action on every resource"
    : "every action on every resource, but for exceptions or under conditions";
}

function isEvery({ include, exclude }: Grant["action"]): boolean {
  return /^\*+$/.test(include) && exclude.length === 0;
}

/** Undefined without a boundary, and where the plan does not show what it says. */
function boundaryOf({ subject, policies }: SubjectState, moment: PlanState["moment"]): readonly Grant[] | undefined {
  const has = subject[moment].sources.some(({ place, content }) => place === "boundary" && content.state === "known");
  return has ? policies.filter(({ source }) => source.place === "boundary").flatMap(({ grants }) => grants) : undefined;
}

function holderOf(
  { subject, policies, managedPolicies }: SubjectState,
  moment: PlanState["moment"],
  boundary: readonly Grant[] | undefined,
): Holder {
  const { kind, name, resource } = subject;
  const path = resource === undefined ? undefined : shownText(resource, "path", moment);
  const planned = policies.flatMap(({ source }) => shownText(source.change, "arn", moment) ?? []);
  const held = [...managedPolicies, ...planned].flatMap(
    (arn) => /^arn:[^:]*:iam::[^:]*:(policy\/.+)$/.exec(arn)?.[1] ?? [],
  );
  return {
    ...(/^(?:role|user)$/.test(kind) && { itself: `${kind}${path ?? "/"}${name}` }),
    policies: held,
    ...(boundary && { boundary }),
  };
}
