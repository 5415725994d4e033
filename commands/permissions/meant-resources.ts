import { ConfigurationIndex } from "../../review/plan/configuration-index";
import type { Plan } from "../../review/plan/plan";
import { type ReferenceFinder, ReferredResources, resourcesReferredTo } from "../../review/plan/referred-resources";
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
  private readonly finder: ReferenceFinder<ShownResource & { readonly declared: string }>;

  constructor(configuration: Plan["configuration"], resources: readonly ShownResource[]) {
    this.finder = {
      configuration: new ConfigurationIndex({ format_version: "", resource_changes: [], configuration }),
      referred: new ReferredResources(resources.map((each) => ({ ...each, declared: withoutIndices(each.address) }))),
    };
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
    const found = resourcesReferredTo(this.finder, { address, declared: withoutIndices(address) }, [attribute]);
    const [one, ...others] = found.filter((each) => each.type === type && each.mode !== "data");
    return others.length === 0 ? one : undefined;
  }
}
