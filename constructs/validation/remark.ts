import { Annotations } from "cdktf";
import type { IConstruct } from "constructs";

const remarks = new WeakMap<IConstruct, readonly string[]>();

/**
 * Says something of a construct that is not wrong and that somebody has to know, as what others must grant: the framework's
 * command line prints it, and so does `synthesize`.
 */
export function addRemark(construct: IConstruct, remark: string): void {
  remarks.set(construct, [...(remarks.get(construct) ?? []), remark]);
  Annotations.of(construct).addInfo(remark);
}

/** What was said of a construct. */
export function remarksOf(construct: IConstruct): readonly string[] {
  return remarks.get(construct) ?? [];
}
