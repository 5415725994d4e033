import { ConfigurationIndex } from "../../review/plan/configuration-index";
import type { Plan } from "../../review/plan/plan";
import { withoutIndices } from "../../review/plan/resource-change";
import type { Attributes } from "./stack-json";

/** A resource as a plan or a state shows it. */
export interface ShownResource {
  readonly address: string;
  readonly mode?: string;
  readonly type: string;
  readonly values?: Attributes;
}

/**
 * The roles and managed policies that a plan's resources refer to. The ARN and the id of one that is created are known only
 * once it is applied, and so what names it by them shows none: its configuration says which it is.
 */
export class MeantResources {
  private readonly configuration: ConfigurationIndex;

  constructor(
    configuration: Plan["configuration"],
    private readonly resources: readonly ShownResource[],
  ) {
    this.configuration = new ConfigurationIndex({ format_version: "", resource_changes: [], configuration });
  }

  /** The name of the one role that an attribute refers to; undefined where it may be several, or is none of the plan's. */
  roleName(address: string, attribute: string): string | undefined {
    const role = this.meant(address, attribute, "aws_iam_role");
    const { name, name_prefix: prefix } = role?.values ?? {};
    return typeof name === "string" ? name : typeof prefix === "string" ? `${prefix}*` : undefined;
  }

  /** The address of the one managed policy that an attribute refers to. */
  policyAddress(address: string, attribute: string): string | undefined {
    return this.meant(address, attribute, "aws_iam_policy")?.address;
  }

  private meant(address: string, attribute: string, type: string): ShownResource | undefined {
    const references = this.configuration.references(withoutIndices(address), attribute);
    const named = new RegExp(`^.*?\\b${type}\\.[\\w-]+(?:\\[[^\\]]*\\])?`);
    const meant = references.flatMap((reference) => named.exec(reference)?.[0] ?? []);
    const found = this.resources.filter(
      (each) => each.type === type && each.mode !== "data" && meant.some((reference) => mayBe(each.address, reference)),
    );
    if (new Set(found.map((each) => withoutIndices(each.address))).size > 1) return undefined;
    // Of several instances it is the one in the same module, and then the one of the same key.
    const here = narrowed(found, (each) => moduleOf(each.address) === moduleOf(address));
    const [one, ...others] = narrowed(here, (each) => keyOf(each.address) === keyOf(address));
    return others.length === 0 ? one : undefined;
  }
}

const MODULE = /^(?:module\.[\w-]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?\.)*/;

/** Whether a resource is what a reference, without the keys of its modules, may mean. */
function mayBe(address: string, reference: string): boolean {
  const key = keyOf(reference);
  return withoutIndices(address) === withoutIndices(reference) && (key === "" || key === keyOf(address));
}

function moduleOf(address: string): string {
  return MODULE.exec(address)?.[0] ?? "";
}

/** The key of a resource that is one of several, `[0]` or `["a"]`. */
function keyOf(address: string): string {
  return /\[[^\]]*\]$/.exec(address)?.[0] ?? "";
}

function narrowed<T>(found: readonly T[], isNearer: (each: T) => boolean): readonly T[] {
  const nearer = found.filter(isNearer);
  return found.length > 1 && nearer.length > 0 ? nearer : found;
}
