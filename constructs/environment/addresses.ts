import {
  dependable,
  type ITerraformDependable,
  TerraformDataSource,
  TerraformElement,
  type TerraformStack,
} from "cdktf";
import type { Node } from "constructs";
import { readablePath } from "../validation/validation-error";
import { isOnlyGroup } from "./only-groups";

/** An element's name in Terraform: its path below the stack, joined with `_`, without the constructs that only group. */
export function terraformName(node: Node, stack: TerraformStack): string {
  const path = node.scopes.slice(node.scopes.indexOf(stack) + 1);
  const naming = path.filter((construct) => !isOnlyGroup(construct));
  const name = (naming.length > 0 ? naming : path.slice(-1)).map((construct) => construct.node.id).join("_");
  return name.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_");
}

/** Two elements of one address would be one resource to Terraform. */
export function addressClashes(stack: TerraformStack): readonly string[] {
  return clashes(stack, addressOf, (first, second, address) => {
    return `${first} and ${second} have the same address ${address}: rename one, or nest it in a construct of its own`;
  });
}

/** What tells an element from others in Terraform: its kind, or its resource type, and its name. */
function addressOf(element: TerraformElement): string {
  const { terraformResourceType: type } = element as TerraformElement & { terraformResourceType?: string };
  const kind = TerraformDataSource.isTerraformDataSource(element) ? `data.${type}` : (type ?? element.constructor.name);
  return `${kind}.${element.friendlyUniqueId}`;
}

/**
 * An item of `depends_on`. For a resource of the stack it is the address itself: a token for it would be resolved to just
 * that, several times over, after recording a stack trace.
 */
export function dependencyOf(element: ITerraformDependable, stack: TerraformStack): string {
  const isHere = TerraformElement.isTerraformElement(element) && element.cdktfStack === stack;
  return isHere && "terraformResourceType" in element ? addressOf(element) : dependable(element);
}

/** What AWS knows these resources by: two of one name are one resource there, which two would fight over. */
const NAMED_BY: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "nameInput",
  aws_cloudwatch_metric_alarm: "alarmNameInput",
  aws_ecs_task_definition: "familyInput",
  aws_iam_policy: "nameInput",
  aws_iam_role: "nameInput",
  aws_sqs_queue: "nameInput",
};

/** Two resources of one type and one physical name. */
export function nameClashes(stack: TerraformStack): readonly string[] {
  const typeAndName = (element: TerraformElement) => {
    const { terraformResourceType: type = "" } = element as TerraformElement & { terraformResourceType?: string };
    const name = (element as unknown as Record<string, unknown>)[NAMED_BY[type] ?? ""];
    return typeof name === "string" ? `${type} ${name}` : undefined;
  };
  return clashes(stack, typeAndName, (first, second, key) => {
    return `${first} and ${second} are both called '${key.slice(key.indexOf(" ") + 1)}': rename one`;
  });
}

/** The elements that share a key with an earlier one, each told with the paths of both; one without a key shares none. */
function clashes(
  stack: TerraformStack,
  keyOf: (element: TerraformElement) => string | undefined,
  tell: (first: string, second: string, key: string) => string,
): readonly string[] {
  const paths = new Map<string, string>();
  return stack.node
    .findAll()
    .filter(TerraformElement.isTerraformElement)
    .flatMap((element) => {
      const key = keyOf(element);
      if (key === undefined) return [];
      const first = paths.get(key);
      if (first !== undefined) return [tell(first, readablePath(element), key)];
      paths.set(key, readablePath(element));
      return [];
    });
}
