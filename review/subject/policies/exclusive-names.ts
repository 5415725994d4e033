import { isChanged, type ResourceChange, shown } from "../../plan/resource-change";
import type { AttachmentChange, UnreviewedPolicy } from "../../report/report";
import { resourceType } from "../../resource-types/all-resource-types";
import { subjectName } from "../subject-name";

/** Inline policies that a list of the only ones allowed no longer names: Terraform removes them from their subject. */
export function exclusiveNameChanges(changes: readonly ResourceChange[]): AttachmentChange[] {
  return changes.filter(isChanged).flatMap((change) => {
    const list = resourceType(change.type).exclusiveNames;
    const subject = change.after?.[list?.subject ?? ""];
    if (list === undefined || typeof subject !== "string") return [];
    const names = (moment: "before" | "after") => {
      const given = shown(change, list.attribute, moment);
      return given.state === "known" && Array.isArray(given.value) ? given.value.map(String) : [];
    };
    const kept = new Set(names("after"));
    return names("before")
      .filter((name) => !kept.has(name))
      .map((name) => ({
        subject: { kind: list.kind, name: subjectName(list.kind, subject) },
        place: "identity" as const,
        change: "removed" as const,
        opens: false,
        policy: `${name} (inline)`,
        where: change.address,
      }));
  });
}

/** Lists of the only inline policies allowed that a plan does not show: what they take away cannot be seen. */
export function hiddenExclusiveNames(changes: readonly ResourceChange[]): UnreviewedPolicy[] {
  return changes.filter(isChanged).flatMap((change): UnreviewedPolicy[] => {
    const list = resourceType(change.type).exclusiveNames;
    const name = list && (change.after?.[list.subject] ?? change.address);
    if (list === undefined) return [];
    const states = (["before", "after"] as const).map((moment) => shown(change, list.attribute, moment).state);
    const because = states.includes("sensitive") ? "sensitive" : states[1] === "unknown" ? "unknown" : undefined;
    if (because === undefined) return [];
    const subject = { kind: list.kind, name: subjectName(list.kind, String(name)) };
    return [{ subject, place: "identity", because, details: [], where: change.address }];
  });
}
