import type {
  AttachmentChange,
  Condition,
  PatternSet,
  Permission,
  PermissionChange,
  SubjectName,
  UnreviewedPolicy,
} from "./report";

const MAX_NAMES = 12;

/** `role my-task-role`. */
export function subjectTitle({ kind, name }: SubjectName): string {
  return `${kind} ${name}`;
}

/** A permission change in one sentence: who, what happens, and what it was. */
export function permissionSentence(change: PermissionChange): string {
  return `${subjectTitle(change.subject)}: ${changePhrase(change)} ${permissionPhrase(change)}${gainPhrase(change)}${wasPhrase(change)}`;
}

export function attachmentSentence(change: AttachmentChange): string {
  return `${subjectTitle(change.subject)} ${attachmentPhrase(change)} ${change.policy}`;
}

/** `gets the managed policy`: without whom, and which. */
export function attachmentPhrase({ place, change }: AttachmentChange): string {
  const what = place === "boundary" ? "the permissions boundary" : "the managed policy";
  const verb = {
    identity: { added: "gets", removed: "loses" },
    boundary: { added: "is limited by", removed: "loses" },
  };
  return `${verb[place][change]} ${what}`;
}

export function unreviewedSentence({ subject, place, because, details }: UnreviewedPolicy): string {
  if (because === "partly")
    return `${subjectTitle(subject)}: its ${placeName(place)} is reviewed but for what waits for ${shorten(details)}`;
  const what = `${subjectTitle(subject)}: its ${placeName(place)} cannot be reviewed`;
  if (because === "sensitive") return `${what}: it is marked sensitive`;
  if (because === "unreadable") return `${what}: ${details.join(", ")}`;
  return details.length === 0 ? `${what} before it is applied` : `${what}: it waits for ${shorten(details)}`;
}

export function placeName(place: PermissionChange["place"]): string {
  return { identity: "policy", trust: "trust policy", boundary: "permissions boundary", resource: "resource policy" }[
    place
  ];
}

/** What happens to a statement: `its policy allows`, `its trust policy no longer denies`. */
export function changePhrase({ effect, change, place }: PermissionChange): string {
  const verb = {
    Allow: { added: "allows", removed: "no longer allows", widened: "allows more:", narrowed: "allows less:" },
    Deny: { added: "denies", removed: "no longer denies", widened: "denies more:", narrowed: "denies less:" },
  }[effect][change];
  return `its ${placeName(place)} ${verb}`;
}

/** `sqs:SendMessage on arn:… to Service:… where …`. */
export function permissionPhrase({ principals, actions, resources, conditions }: Permission): string {
  const to = principals.length === 0 ? "" : ` to ${patterns(principals)}`;
  const on = resources.length === 0 ? "" : ` on ${patterns(resources)}`;
  return `${patterns(actions)}${on}${to}${conditionPhrase(conditions)}`;
}

export function conditionPhrase(conditions: readonly Condition[]): string {
  if (conditions.length === 0) return "";
  return ` where ${conditions.map(conditionText).join(" and ")}`;
}

/** `aws:SourceAccount StringEquals 111111111111`. */
export function conditionText({ operator, key, values }: Condition): string {
  return `${key} ${operator} ${values.join(" or ")}`;
}

/** The actions a wildcard stands for, where they are gained or lost. */
export function gainPhrase({ actionNames, change, others }: PermissionChange): string {
  if (actionNames === undefined || isWhole(actionNames)) return "";
  if (change === "added" || change === "removed") return ` (${count(actionNames)})`;
  if (others.every(({ actions }) => actions.length === 0)) return "";
  const gains = change === "widened" ? "more" : "less";
  if (actionNames.length === 0) return `, no action ${gains} of those AWS has today`;
  return `, that is ${count(actionNames)} ${gains}: ${shorten(actionNames)}`;
}

/** The same, each a text of its own: how many, then which. */
export function gainText({ actionNames, change, others }: PermissionChange): readonly string[] {
  if (actionNames === undefined || isWhole(actionNames)) return [];
  if (change === "added" || change === "removed") return [count(actionNames)];
  if (others.every(({ actions }) => actions.length === 0)) return [];
  if (actionNames.length === 0) return ["no action of those AWS has today"];
  return [`${count(actionNames)}:`, ...shortened(actionNames)];
}

function count({ length }: readonly string[]): string {
  return `${length} ${length === 1 ? "action" : "actions"}`;
}

/** What the other side has in common. */
export function wasPhrase({ others, change }: PermissionChange): string {
  if (others.length === 0) return "";
  const when = change === "added" || change === "widened" ? "before" : "now";
  const told = others.slice(0, 3).map((other) => permissionPhrase(other).trim() || "the same");
  const rest = others.length - told.length;
  return ` (${when}: ${told.join("; ")}${rest > 0 ? ` and ${rest} more` : ""})`;
}

/** What is known of the effect, where it is not a request that proves it. */
export function effectPhrase({ withoutEffect, unproven }: PermissionChange): string {
  if (withoutEffect !== undefined) return ` (without effect: ${withoutEffect})`;
  return unproven === undefined ? "" : ` (not proven: ${unproven})`;
}

export function patterns(sets: readonly PatternSet[]): string {
  return shorten(sets.map(patternText));
}

/** `sqs:* except sqs:PurgeQueue`. */
export function patternText({ pattern, except }: PatternSet): string {
  return except ? `${pattern} except ${except.join(", ")}` : pattern;
}

/** A wildcard that could not be spelled out stands for itself. */
function isWhole(names: readonly string[]): boolean {
  return names.length === 1 && /[*?]/.test(names[0] ?? "");
}

/** The first of many, and how many more there are. */
export function shortened(names: readonly string[]): readonly string[] {
  const rest = names.length - MAX_NAMES;
  return rest > 0 ? [...names.slice(0, MAX_NAMES), `and ${rest} more`] : names;
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES).join(", ");
  return names.length > MAX_NAMES ? `${shown} and ${names.length - MAX_NAMES} more` : shown;
}
