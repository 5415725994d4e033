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
 * The roles that a plan's resources refer to, by name. The ARN and the id of a role that is created are known only once it
 * is applied, and so a policy or a task that names it by them shows none: its configuration says which it is.
 */
export class ReferredRoles {
  private readonly configuration: ConfigurationIndex;
  private readonly roles: readonly ShownResource[];

  constructor(configuration: Plan["configuration"], resources: readonly ShownResource[]) {
    this.configuration = new ConfigurationIndex({ format_version: "", resource_changes: [], configuration });
    this.roles = resources.filter(({ type, mode }) => type === "aws_iam_role" && mode !== "data");
  }

  /** The name of the one role that an attribute refers to; undefined where it may be several, or is none of the plan's. */
  nameOf(address: string, attribute: string): string | undefined {
    const references = this.configuration.references(withoutIndices(address), attribute);
    const meant = references.flatMap((reference) => ROLE.exec(reference)?.[0] ?? []);
    const found = this.roles.filter((role) => meant.some((reference) => mayBe(role.address, reference)));
    if (new Set(found.map((each) => withoutIndices(each.address))).size > 1) return undefined;
    // Of several instances it is the one in the same module, and then the one of the same key.
    const here = narrowed(found, (role) => moduleOf(role.address) === moduleOf(address));
    const [role, ...others] = narrowed(here, (each) => keyOf(each.address) === keyOf(address));
    return others.length === 0 && typeof role?.values?.name === "string" ? role.values.name : undefined;
  }
}

const ROLE = /^.*?\baws_iam_role\.[\w-]+(?:\[[^\]]*\])?/;
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
