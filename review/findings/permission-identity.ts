import type { PermissionChange } from "../report/report";

/** What a change comes to, whatever was so before: who, what, to what, when. */
export function permissionIdentity(change: PermissionChange): string {
  const { subject, place, effect, opens, principals, actions, resources, conditions } = change;
  return JSON.stringify([subject.kind, subject.name, place, effect, opens, principals, actions, resources, conditions]);
}
