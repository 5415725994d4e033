import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** The resources of a type in the whole app. */
export function resourcesOf(construct: IConstruct, type: string): readonly TerraformResource[] {
  return construct.node.root.node
    .findAll()
    .filter((each): each is TerraformResource => TerraformResource.isTerraformResource(each))
    .filter(({ terraformResourceType }) => terraformResourceType === type);
}
