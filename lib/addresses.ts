import { TerraformDataSource, TerraformElement, type TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { readablePath } from "./validation/validation-error";

/** Ids that name a grouping and not a thing: addresses leave them out. */
const GROUPING_IDS = new Set(["Default", "service", "roles", "alarms"]);

/** An element's name in Terraform: its path below the stack, joined with `_`, without the ids that only group. */
export function terraformName(node: Node, stack: TerraformStack): string {
  const ids = node.scopes.slice(node.scopes.indexOf(stack) + 1).map((construct) => construct.node.id);
  const named = ids.filter((id) => !GROUPING_IDS.has(id));
  const name = (named.length > 0 ? named : ids.slice(-1)).join("_");
  return name.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_");
}

/** Two elements of one address would be one resource to Terraform. */
export function addressClashes(stack: TerraformStack): readonly string[] {
  const paths = new Map<string, string>();
  const clashes: string[] = [];
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    const address = addressOf(element);
    const first = paths.get(address);
    if (first !== undefined) {
      clashes.push(
        `${first} and ${readablePath(element)} have the same address ${address}: rename one, or nest it in a construct of its own`,
      );
    }
    paths.set(address, first ?? readablePath(element));
  }
  return clashes;
}

/** What tells an element from others in Terraform: its kind, or its resource type, and its name. */
function addressOf(element: TerraformElement): string {
  const { terraformResourceType: type } = element as TerraformElement & { terraformResourceType?: string };
  const kind = TerraformDataSource.isTerraformDataSource(element) ? `data.${type}` : (type ?? element.constructor.name);
  return `${kind}.${element.friendlyUniqueId}`;
}
