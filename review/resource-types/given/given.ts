import type { Values } from "../../plan/plan";
import { type Moment, type ResourceChange, shown } from "../../plan/resource-change";

/** What somebody is given by a setting that is no policy. */
export interface Given {
  /** An ARN, an account, a name; `*` for everyone. */
  readonly to: string;
  /** What follows "… may": `decrypt with key orders`. */
  readonly may: string;
}

/** Reads what a resource gives at one moment. */
export type GivenBy = (resource: Attributes) => readonly Given[];

export type GivenByTypes = Readonly<Record<string, GivenBy>>;

/** A resource's attributes at one moment, as texts. */
export class Attributes {
  constructor(
    private readonly change: ResourceChange,
    private readonly moment: Moment,
    /** What an attribute refers to, for one that is not known yet. */
    private readonly references: (attribute: string) => readonly string[] = () => [],
  ) {}

  /** A text, or what the plan says in its place. */
  text(attribute: string): string {
    return this.given(attribute) ?? "(not given)";
  }

  /** A text, where one is given. */
  given(attribute: string): string | undefined {
    const value = shown(this.change, attribute, this.moment);
    if (value.state === "absent") return undefined;
    if (value.state === "known") return String(value.value);
    if (value.state === "sensitive") return "(sensitive)";
    const references = this.references(attribute);
    return references.length > 0 ? `\${${references.join(" or ")}}` : "(known after apply)";
  }

  /** A list of texts; one unknown item where the list is. */
  texts(attribute: string): readonly string[] {
    const value = shown(this.change, attribute, this.moment);
    if (value.state === "absent") return [];
    if (value.state !== "known") return [this.text(attribute)];
    return textsOf(value.value);
  }

  /** The blocks of a name. */
  blocks(attribute: string): readonly Values[] {
    return blocksOf(this.change[this.moment]?.[attribute]);
  }

  /** Whether it is set to true. */
  is(attribute: string): boolean {
    return this.given(attribute) === "true";
  }
}

/** Texts of a list; `null` stands for one that is not known yet. */
export function textsOf(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map((item) => (item === null ? "(known after apply)" : String(item)));
}

/** One block or several, as the provider writes them. */
export function blocksOf(value: unknown): readonly Values[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === "object" && item !== null);
}

/** The last part of an ARN or URL: what people call the thing. */
export function nameOf(text: string): string {
  return /^(?:arn:|https:)/.test(text) ? text.slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf(":")) + 1) : text;
}
