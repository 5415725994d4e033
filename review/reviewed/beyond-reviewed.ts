import type { ActionCatalogue } from "../../aws/actions/service-actions";
import { grouped } from "../../aws/grouped";
import type { Clause } from "../../aws/policy/clause";
import { compareClauses, comparedWith } from "../../aws/policy/compare-clauses";
import { parsePolicy } from "../../aws/policy/parse-policy";
import type { Permission, PermissionChange, Report, ReviewedOutcome, SubjectName } from "../report/report";
import { resourceLineText, taskLineText, taskTitle } from "../report/sections";
import { attachmentSentence, permissionSentence, unreviewedSentence } from "../report/sentences";
import { describePermissions } from "../subject/describe-permissions";
import { permissionStatement } from "./permission-statement";

/** Rules that tell of something opened, lost or hidden which stands in no other section of a report. */
const TELLS_MORE = new Set([
  "action-invoked",
  "attached-by-hand",
  "data-loss",
  "given-without-policy",
  "left-to-a-later-plan",
  "left-without-policy",
  "limit-lifted",
  "made-outside-terraform",
  "plan-incomplete",
  "public-access",
  "retention-cut",
  "role-exchanged",
]);

/**
 * Holds what a plan does against what was reviewed before: what it opens, loses or cannot show must be within what the
 * reviewed plan did. Whatever else differs, an image for example, is said and not refused.
 */
export function beyondReviewed(now: Report, reviewed: Report, catalogue: ActionCatalogue): ReviewedOutcome {
  const beyond = [
    ...permissionsBeyond(now, reviewed, catalogue),
    ...remaindersTaken(now, reviewed, catalogue),
    ...guardsMissing(now, reviewed, catalogue),
    ...missing(now.attachments, reviewed.attachments, attachmentSentence),
    ...missing(
      now.unreviewed,
      reviewed.unreviewed,
      unreviewedSentence,
      ({ subject, place }) => `${nameOf(subject)}\n${place}`,
    ),
    ...missing(
      now.tasks.filter(isHidden),
      reviewed.tasks,
      (task) => `${task.where}: its containers are not known`,
      ({ where, unknownBecause }) => `${where}\n${unknownBecause !== undefined}`,
    ),
    ...missing(
      now.resources.filter(loses),
      reviewed.resources.filter(loses),
      (line) => `${line.action}s ${resourceLineText(line)}`,
      ({ where, action }) => `${where}\n${action}`,
    ),
    ...findingsBeyond(now, reviewed),
  ];
  return { isWithin: beyond.length === 0, beyond, differs: differences(now, reviewed) };
}

function permissionsBeyond(now: Report, reviewed: Report, catalogue: ActionCatalogue): string[] {
  const known = groupedChanges(reviewed);
  return [...groupedChanges(now)].flatMap(([key, changes]) => {
    const [first] = changes;
    if (first === undefined) return [];
    const allowed = [...(known.get(key) ?? []), ...changes.flatMap(remainders)];
    const clauses = { before: clausesOf(allowed), after: clausesOf(changes) };
    const found = compareClauses(clauses.before, clauses.after, comparedWith(catalogue));
    const more = found.filter(({ change }) => change === "added" || change === "widened");
    const told = describePermissions(
      more.map((change) => ({ change, where: first.where, opens: first.opens })),
      { subject: first.subject, place: first.place, clauses },
      catalogue,
    );
    return told.flatMap(byName).map((change) => permissionSentence({ ...change, ...directionOf(first) }));
  });
}

/** A sentence names this many actions at the most. */
const NAMES_A_SENTENCE = 12;

/** What the reviewed changes left as it was, and is not left now: a grant that was to be narrowed, and is removed. */
function remaindersTaken(now: Report, reviewed: Report, catalogue: ActionCatalogue): string[] {
  const known = groupedChanges(reviewed);
  return [...groupedChanges(now)].flatMap(([key, changes]) => {
    const left = changes.flatMap(remainders);
    const taken = (known.get(key) ?? [])
      .flatMap(remainders)
      .filter(
        (other) => changes.some((change) => meet(change, other, catalogue)) && !isCovered([other], left, catalogue),
      );
    const [first] = changes;
    return first === undefined
      ? []
      : taken.map((other) => permissionSentence({ ...first, ...other, others: [], ...directionOf(first) }));
  });
}

/** What a change leaves as it was. A report says of it what differs from the change alone. */
function remainders({ others, principals, actions, resources, conditions }: PermissionChange): readonly Permission[] {
  const own = <T>(listed: readonly T[], same: readonly T[]) => (listed.length > 0 ? listed : same);
  return others.map((other) => ({
    principals: own(other.principals, principals),
    actions: own(other.actions, actions),
    resources: own(other.resources, resources),
    conditions: own(other.conditions, conditions),
  }));
}

/** Denies that were reviewed with what a subject is opened to, and do not come with it now. */
function guardsMissing(now: Report, reviewed: Report, catalogue: ActionCatalogue): string[] {
  const opened = new Set(now.permissions.filter(({ opens }) => opens).map(({ subject }) => nameOf(subject)));
  const isGuard = ({ effect, opens }: PermissionChange) => effect === "Deny" && !opens;
  const kept = groupedChanges(now);
  return [...groupedChanges(reviewed)].flatMap(([key, changes]) =>
    changes
      .filter((change) => isGuard(change) && opened.has(nameOf(change.subject)))
      .filter((change) => !isCovered([change], kept.get(key) ?? [], catalogue))
      .map((change) => `${permissionSentence(change)}: it was reviewed, and is missing`),
  );
}

function compared(before: readonly Permission[], after: readonly Permission[], catalogue: ActionCatalogue) {
  return compareClauses(clausesOf(before), clausesOf(after), comparedWith(catalogue));
}

function isCovered(some: readonly Permission[], all: readonly Permission[], catalogue: ActionCatalogue): boolean {
  const found = compared(all, some, catalogue);
  return !found.some(({ change }) => change === "added" || change === "widened");
}

/** Whether one has a part of the other. */
function meet(one: Permission, other: Permission, catalogue: ActionCatalogue): boolean {
  const found = compared([one], [other], catalogue);
  return !found.some(({ change }) => change === "added");
}

/** Each action that goes beyond by its name, and no wildcard for those that do not: in as many sentences as that takes. */
function byName({ actionNames, ...change }: PermissionChange): readonly PermissionChange[] {
  const actions = actionNames?.map((pattern) => ({ pattern })) ?? change.actions;
  const starts = [...Array(Math.ceil(actions.length / NAMES_A_SENTENCE)).keys()];
  return starts.map((index) => ({
    ...change,
    actions: actions.slice(index * NAMES_A_SENTENCE, (index + 1) * NAMES_A_SENTENCE),
    others: [],
  }));
}

/** The same question is asked of what opens and of what closes; how it is said follows what it was. */
function directionOf({
  effect,
  opens,
  change,
}: PermissionChange): Pick<PermissionChange, "effect" | "opens" | "change"> {
  return { effect, opens, change };
}

/** Changes that may stand for one another: of one subject and place, in one direction, in force. */
function groupedChanges({ permissions }: Report): ReadonlyMap<string, readonly PermissionChange[]> {
  const inForce = permissions.filter(({ denied, withoutEffect }) => !denied && withoutEffect === undefined);
  return grouped(inForce, ({ subject, place, effect, opens }) => [nameOf(subject), place, effect, opens].join("\n"));
}

function clausesOf(permissions: readonly Permission[]): readonly Clause[] {
  if (permissions.length === 0) return [];
  const parsed = parsePolicy(
    JSON.stringify({ Version: "2012-10-17", Statement: permissions.map(permissionStatement) }),
  );
  return "clauses" in parsed ? parsed.clauses : [];
}

function nameOf({ kind, name }: SubjectName): string {
  return `${kind} ${name}`;
}

function isHidden({ unknownBecause }: Report["tasks"][number]): boolean {
  return unknownBecause !== undefined;
}

function loses({ action }: Report["resources"][number]): boolean {
  return action === "delete" || action === "replace";
}

/** What is there now and was not reviewed. */
function missing<T>(
  now: readonly T[],
  reviewed: readonly T[],
  tell: (item: T) => string,
  keyOf: (item: T) => string = tell,
): string[] {
  const known = new Set(reviewed.map(keyOf));
  return now.filter((item) => !known.has(keyOf(item))).map(tell);
}

/** What rules alone tell: data that is lost, a setting that lets the internet in. */
function findingsBeyond(now: Report, reviewed: Report): string[] {
  const known = new Set([...reviewed.findings, ...reviewed.accepted].map(({ id, where }) => `${id}\n${where}`));
  return now.findings
    .filter(({ id, where }) => TELLS_MORE.has(id) && !known.has(`${id}\n${where}`))
    .map(({ id, what }) => `${what} (${id})`);
}

/** What differs and is refused for nothing: containers' lines, resources that are made or changed. */
function differences(now: Report, reviewed: Report): string[] {
  const lines = ({ tasks }: Report) =>
    tasks.flatMap((task) => task.lines.map((line) => `${taskTitle(task)}: ${taskLineText(line)}`));
  const known = new Set(lines(reviewed));
  const others = ({ resources }: Report) =>
    resources.filter((line) => !loses(line)).map((line) => `${line.action} ${line.where}`);
  const knownOthers = new Set(others(reviewed));
  return [...lines(now).filter((line) => !known.has(line)), ...others(now).filter((line) => !knownOthers.has(line))];
}
