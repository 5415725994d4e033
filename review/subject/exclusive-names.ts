import { isChanged, type ResourceChange, shown } from "../plan/resource-change";
import type { AttachmentChange } from "../report/report";
import { resourceType } from "../resource-types/all-resource-types";
import { subjectName } from "./subject-name";

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
