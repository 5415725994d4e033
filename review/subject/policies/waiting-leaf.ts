import type { Values } from "../../plan/plan";

/** A list of texts of which some are unknown: those stand there as what they wait for. */
export interface WaitingList {
  readonly values: readonly string[];
  readonly waits: readonly string[];
}

/** Where the configuration does not say what an unknown leaf refers to. */
const UNSAID = "known after apply";
const APPLY = "the apply";

/** What a leaf refers to: each of these, or, where its own expression is not in the plan, one or some of them. */
export interface LeafReferences {
  readonly references: readonly string[];
  readonly areAllMeant: boolean;
}

/** Reads a list with Terraform's marks of what is unknown in it. */
export function waitingFor(value: unknown, mark: unknown, referencesOf: () => LeafReferences): WaitingList {
  const read = () => {
    const { references, areAllMeant } = referencesOf();
    const waits = resourcesFirst(references);
    return { waits, areAllMeant, any: placeholder(waits.length === 0 ? UNSAID : waits.join(" or ")) };
  };
  if (mark === true) {
    const { waits, areAllMeant, any } = read();
    return {
      values: areAllMeant && waits.length > 0 ? waits.map(placeholder) : [any],
      waits: waits.length > 0 ? waits : [APPLY],
    };
  }
  const given = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  const unknown = given.filter((_item, index) => isUnknownItem(mark, index)).length;
  if (unknown === 0) return { values: given.map(known), waits: [] };
  const { waits, areAllMeant, any } = read();
  const inOrder = areAllMeant && waits.length === unknown ? waits.map(placeholder) : undefined;
  let next = 0;
  const values = given.map((item, index) => {
    if (!isUnknownItem(mark, index)) return known(item);
    next += 1;
    return inOrder?.[next - 1] ?? any;
  });
  return { values, waits: waits.length === 0 ? [APPLY] : waits };
}

/** A local value beside a resource is known, or is the resource by another name. */
function resourcesFirst(references: readonly string[]): readonly string[] {
  const resources = references.filter((reference) => !/(?:^|\.)(?:local|var)\./.test(reference));
  return resources.length > 0 ? resources : references;
}

/** Whether anything of an attribute is unknown. */
export function isUnknownAt(marks: unknown, attribute: string): boolean {
  const mark = typeof marks === "object" && marks !== null ? (marks as Values)[attribute] : marks;
  return mark === true || (Array.isArray(mark) && mark.includes(true));
}

function isUnknownItem(marks: unknown, index: number): boolean {
  return Array.isArray(marks) && marks[index] === true;
}

/** Written as a policy variable, which stands for any text wherever policies are compared. */
function placeholder(reference: string): string {
  return `\${${reference}}`;
}

/** `&{aws:username}` is how a document writes a policy's own variable. */
function known(item: unknown): string {
  return String(item).replaceAll("&{", "${");
}
