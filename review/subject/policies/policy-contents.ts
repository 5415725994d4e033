import { isMarked, type Moment, type ResourceChange, type Shown, shown } from "../../plan/resource-change";
import type { PolicyPlace } from "../../resource-types/resource-type";
import type { PolicyDocuments } from "./policy-documents";

/** A policy at one moment, and what its unknown leaves wait for. */
export interface Content {
  readonly content: Shown;
  readonly awaits?: readonly string[];
}

/** Reads policies where a resource keeps them. */
export class PolicyContents {
  constructor(private readonly documents: PolicyDocuments) {}

  /** The policies at a place: one, or one a block. */
  at(change: ResourceChange, { attribute, within }: PolicyPlace, moment: Moment): Content[] {
    const whole = shown(change, attribute, moment);
    if (whole.state === "absent") return [];
    if (within === undefined || whole.state !== "known" || !Array.isArray(whole.value))
      return [this.asFarAsKnown(whole, change, attribute)];
    return whole.value
      .map((_block, index) =>
        this.asFarAsKnown(blockContent(change, attribute, within, index, moment), change, attribute, index, within),
      )
      .filter(({ content }) => content.state !== "absent");
  }

  /** The text of a managed policy. */
  ofManagedPolicy(policy: ResourceChange, moment: Moment): Content {
    return this.asFarAsKnown(shown(policy, "policy", moment), policy, "policy");
  }

  /** An unknown policy that is a document read at apply is known but for some of its leaves. */
  private asFarAsKnown(content: Shown, change: ResourceChange, ...path: readonly (string | number)[]): Content {
    const policy = content.state === "unknown" ? this.documents.at(change, ...path) : undefined;
    return policy ? { content: { state: "known", value: policy.text }, awaits: policy.awaits } : { content };
  }
}

/** What one of a list of blocks holds. */
export function blockContent(
  change: ResourceChange,
  attribute: string,
  within: string,
  index: number,
  moment: Moment,
): Shown {
  const { after_unknown: unknown, before_sensitive, after_sensitive } = change.planned.change;
  const marks = moment === "before" ? before_sensitive : after_sensitive;
  if (moment === "after" && isMarked(at(unknown, attribute, index), within)) return { state: "unknown" };
  if (isMarked(at(marks, attribute, index), within)) return { state: "sensitive" };
  const blocks = change[moment]?.[attribute];
  const value = (Array.isArray(blocks) ? blocks[index] : undefined)?.[within];
  return typeof value === "string" && value !== "" ? { state: "known", value } : { state: "absent" };
}

function at(marks: unknown, attribute: string, index: number): unknown {
  const list = typeof marks === "object" && marks !== null ? (marks as Record<string, unknown>)[attribute] : undefined;
  return Array.isArray(list) ? list[index] : list;
}
