import { TerraformElement, type TerraformStack } from "cdktf";
import type { Node } from "constructs";
import { terraformName } from "./addresses";

/**
 * The name that `EnvironmentStack` gives an element: its path below the stack, joined with `_`, without hashes. For a stack
 * of your own that is to have such addresses too, from its first apply on (a changed address is another resource):
 * `protected allocateLogicalId(element) { return readableName(element, this); }`.
 */
export function readableName(element: TerraformElement | Node, stack: TerraformStack): string {
  return terraformName(TerraformElement.isTerraformElement(element) ? element.node : element, stack);
}
