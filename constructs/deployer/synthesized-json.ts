import { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { resolved } from "../environment/resolved";
import type { Attributes, DeployedJson } from "./deployed-stack";

/** What an element writes, as far as it says what deploying takes. */
interface ElementJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly provider?: { readonly aws?: readonly Attributes[] };
  readonly terraform?: { readonly backend?: { readonly s3?: Attributes } };
}

/**
 * What a construct's stack will be synthesized to, but for one element: the one that is made of it, which could not wait for
 * itself.
 */
export function synthesizedJson(construct: IConstruct, except: TerraformElement): DeployedJson {
  const stack = TerraformStack.of(construct);
  const resource: Record<string, Record<string, Attributes>> = {};
  let rest: Omit<ElementJson, "resource"> = {};
  for (const element of stack.node.findAll()) {
    if (element === except || element === stack || !TerraformElement.isTerraformElement(element)) continue;
    const { resource: own = {}, provider, terraform }: ElementJson = element.toTerraform();
    for (const [type, byName] of Object.entries(own)) resource[type] = { ...resource[type], ...byName };
    rest = { ...rest, ...(provider?.aws && { provider }), ...(terraform?.backend && { terraform }) };
  }
  return resolved(stack, { ...rest, resource });
}
