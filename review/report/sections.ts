import { grouped } from "../../aws/grouped";
import type { Finding, Report, ResourceLine, TaskChange, TaskLine } from "./report";
import { subjectTitle } from "./sentences";

/** Rules whose findings have a section of their own. */
const TOLD_ELSEWHERE = new Set(["permission-widened", "policy-not-reviewable", "containers-not-reviewable"]);

/** In an audit, each task says them itself. */
const TOLD_BY_AUDITS = new Set(["task-cannot-start", "task-role-lacks", "execution-role-excess"]);

/** The findings that the other sections do not tell. */
export function ownFindings({ findings, audits }: Report): Finding[] {
  const told = audits ? TOLD_BY_AUDITS : TOLD_ELSEWHERE;
  return findings.filter(({ id }) => !told.has(id));
}

/** The permission and attachment changes of each subject, in the order of the plan. */
export function bySubject<T extends { readonly subject: { readonly kind: string; readonly name: string } }>(
  changes: readonly T[],
): Map<string, T[]> {
  return grouped(changes, ({ subject }) => subjectTitle(subject));
}

/** Resources by what happens to them and their type. */
export function byActionAndType(lines: readonly ResourceLine[]): Map<string, ResourceLine[]> {
  const groups = grouped(lines, ({ action, type }) => `${ACTION_WORDS[action] ?? action} ${type}`);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function resourceLineText({ where, attributes, replacedFor }: ResourceLine): string {
  const changed = attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
  return `${where}${changed}${replacedFor.length > 0 ? ` (replaced for ${replacedFor.join(", ")})` : ""}`;
}

/** What changes in it: `publicly_accessible: false → true` where the plan shows short values, the name alone elsewhere. */
export function attributeTexts({ attributes, values = {} }: ResourceLine): readonly string[] {
  return attributes.map((name) => {
    const value = values[name];
    return value === undefined ? name : `${name}: ${value.before} → ${value.after}`;
  });
}

/** What the finding of {@link TaskChange.unknownBecause} says. */
export function hiddenContainersSentence(references: readonly string[]): string {
  return `the containers cannot be reviewed${references.length > 0 ? `: they wait for ${references.join(", ")}` : ""}`;
}

export function taskTitle({ where, family, change }: TaskChange): string {
  return `${where} (${family}): ${change}`;
}

/** `app: image tag 1.0.0 → 1.1.0`. */
export function taskLineText({ container, change, what, before, after }: TaskLine): string {
  const values =
    change === "changed"
      ? ` ${before ?? "(unset)"} → ${after ?? "(unset)"}`
      : (after ?? before)
        ? ` ${after ?? before}`
        : "";
  return `${container === "" ? "" : `${container}: `}${what}${values}`;
}

const ACTION_WORDS: Readonly<Record<string, string>> = {
  create: "create",
  update: "change",
  replace: "replace",
  delete: "destroy",
  forget: "forget",
};
