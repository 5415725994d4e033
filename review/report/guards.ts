import type { ResourceChange } from "../plan/resource-change";
import type { AttachmentChange, PermissionChange } from "./report";

/** Marks what only limits something that the plan makes new: a Deny or a boundary from its first day takes nothing away. */
export function withGuards<T extends PermissionChange | AttachmentChange>(
  told: readonly T[],
  changes: readonly ResourceChange[],
): T[] {
  const made = new Set(changes.filter(({ action }) => action === "create").map(({ address }) => address));
  return told.map((change) => {
    const { subject, opens } = change;
    const isNew = subject.address !== undefined && made.has(subject.address);
    return isNew && !opens && change.change === "added" ? { ...change, guards: true } : change;
  });
}
