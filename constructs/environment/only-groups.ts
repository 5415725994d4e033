import type { IConstruct } from "constructs";

const MARK = Symbol.for("ecs-role-pair/onlyGroups");

/**
 * Says of a construct that it only groups others, as a service does its queues: `EnvironmentStack` leaves its id out of the
 * addresses of what is in it. Two such constructs in one scope need names that differ further down.
 */
export function onlyGroups(construct: IConstruct): void {
  Object.defineProperty(construct, MARK, { value: true });
}

/** Whether a construct's id stays out of addresses: it says so itself, or is called `Default` as everywhere in the CDKs. */
export function isOnlyGroup(construct: IConstruct): boolean {
  return MARK in construct || construct.node.id === "Default";
}
