import { isDestroyed, type Subject } from "./subject";

/**
 * A role or queue that is destroyed or made anew takes its policies with it: those whose own resources are left alone are not
 * given to the new one.
 */
export function leaveBehind(subject: Subject): void {
  const { resource, after, leftBehind } = subject;
  if (resource === undefined || (resource.action !== "replace" && !isDestroyed(subject))) return;
  const lost = new Set<string>();
  for (const list of [after.sources, after.attachments]) {
    for (let index = list.length - 1; index >= 0; index -= 1) {
      const given = list[index];
      if (given === undefined) continue;
      const giver = ("via" in given ? given.via : undefined) ?? given.change;
      if (giver === resource || giver.action !== "no-op") continue;
      lost.add(giver.address);
      list.splice(index, 1);
    }
  }
  leftBehind.push(...[...lost].sort());
}
