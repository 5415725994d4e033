import { managedPolicy } from "../../aws/managed-policies/managed-policy";
import type { Clause } from "../../aws/policy/clause";
import { parsePolicy } from "../../aws/policy/parse-policy";
import { isAdministrator } from "../../aws/policy/power/administrator";
import { wholeStores } from "../../aws/policy/power/data-access";
import { type Holder, shortestEscalation } from "../../aws/policy/power/escalation";
import type { Region } from "../../aws/policy/region";
import { type Moment, shownText } from "../plan/resource-change";
import { readSubject } from "../subject/read-subject";
import type { Subject } from "../subject/subject";
import { clausesAt } from "./grant-query";
import { subjectState } from "./plan-states";
import type { SubjectState } from "./reviewed-plan";

/** How much a subject may do beyond what its policies list: everything, or as much as it gives itself. */
export interface Reach {
  /** Why it may do everything. */
  readonly everything: readonly string[];
  /** The actions by which it gets everything, and whether it has them by AWS's policies only. */
  readonly escalation: { readonly actions: readonly string[]; readonly isOfAws: boolean } | undefined;
}

/** Reads a subject's reach, AWS's managed policies included. Who may do everything has no need to raise its permissions: that is told once. */
export function reachOf(state: SubjectState, moment: Moment): Reach {
  const known = REACHES.get(state) ?? readReach(state, moment);
  REACHES.set(state, known);
  return known;
}

/** Several rules ask the same of a subject. */
const REACHES = new WeakMap<SubjectState, Reach>();

function readReach(state: SubjectState, moment: Moment): Reach {
  const identity = clausesAt(state, "identity");
  const boundary = boundaryOf(state, moment);
  const named = state.managedPolicies.filter((arn) => isAdministrator(clausesOfAws(arn), boundary));
  const everything = [
    ...(isAdministrator(identity, boundary) ? [everythingSaid(identity)] : []),
    ...named.map((arn) => `AWS's ${arn.slice(arn.lastIndexOf("/") + 1)}`),
  ];
  if (everything.length > 0) return { everything, escalation: undefined };
  const holder = holderOf(state, moment, boundary);
  const own = shortestEscalation(identity, holder);
  if (own !== undefined) return { everything, escalation: { actions: own, isOfAws: false } };
  const all = allOf(state);
  const actions = all === identity ? undefined : shortestEscalation(all, holder);
  return { everything, escalation: actions && { actions, isOfAws: true } };
}

/** How far a subject reached before the plan: what is narrowed opens nothing. */
export function reachBefore({ subject }: SubjectState): { readonly state: SubjectState; readonly reach: Reach } {
  const known = BEFORE.get(subject) ?? subjectState(readSubject(subject), "before");
  BEFORE.set(subject, known);
  return { state: known, reach: reachOf(known, "before") };
}

/** Whether it could do everything before, so that nothing it gets is more. */
export function wasAdministrator(state: SubjectState, moment: Moment): boolean {
  return moment === "after" && reachBefore(state).reach.everything.length > 0;
}

const BEFORE = new WeakMap<Subject, SubjectState>();

/** Of what a subject may read all that its account has. */
export function storesOf(state: SubjectState, moment: Moment): readonly string[] {
  return wholeStores(allOf(state), boundaryOf(state, moment));
}

/** What its own policies and AWS's say: those of the account that the plan does not hold are not known. */
function allOf(state: SubjectState): readonly Clause[] {
  const ofAws = state.managedPolicies.flatMap(clausesOfAws);
  const identity = clausesAt(state, "identity");
  return ofAws.length === 0 ? identity : [...identity, ...ofAws];
}

const KNOWN = new Map<string, readonly Clause[]>();

function clausesOfAws(arn: string): readonly Clause[] {
  const known = KNOWN.get(arn);
  if (known !== undefined) return known;
  const policy = managedPolicy(arn);
  const parsed = policy && parsePolicy(policy.document);
  const clauses = parsed && "clauses" in parsed ? parsed.clauses : [];
  KNOWN.set(arn, clauses);
  return clauses;
}

function everythingSaid(identity: readonly Clause[]): string {
  const whole = identity.some(
    ({ effect, actions, tests }) => effect === "Allow" && actions.some(isEvery) && tests.length === 0,
  );
  return whole
    ? "every action on every resource"
    : "every action on every resource, but for exceptions or under conditions";
}

function isEvery({ include, exclude }: Region): boolean {
  return /^\*+$/.test(include) && exclude.length === 0;
}

/** Undefined without a boundary, and where nobody can see what it says. */
function boundaryOf({ subject, policies }: SubjectState, moment: Moment): readonly Clause[] | undefined {
  const planned = policies.filter(({ source }) => source.place === "boundary");
  const ofAws = subject[moment].attachments
    .filter(({ place }) => place === "boundary")
    .flatMap(({ arn }) => clausesOfAws(arn));
  const said = [...planned.flatMap(({ clauses }) => clauses), ...ofAws];
  return planned.length > 0 || ofAws.length > 0 ? said : undefined;
}

function holderOf(
  { subject, policies, managedPolicies }: SubjectState,
  moment: Moment,
  boundary: readonly Clause[] | undefined,
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
