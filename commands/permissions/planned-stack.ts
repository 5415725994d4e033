import type { Plan } from "../../review/plan/plan";
import { MeantResources, type ShownResource } from "./meant-resources";
import type { Attributes, StackJson } from "./stack-json";

interface ShownModule {
  readonly resources?: readonly ShownResource[];
  readonly child_modules?: readonly ShownModule[];
}

/** A resource as it will be. */
interface ShownChange extends Omit<ShownResource, "values"> {
  readonly change?: { readonly after?: Attributes | null };
}

/** What `terraform show -json` prints of a plan or a state, as far as it says what there will be. */
interface Shown {
  readonly format_version: string;
  readonly planned_values?: { readonly root_module?: ShownModule };
  readonly values?: { readonly root_module?: ShownModule };
  readonly resource_changes?: readonly ShownChange[];
  readonly configuration?: Plan["configuration"];
}

/** Whether this is what `terraform show -json` prints, and not what Terraform reads. */
export function isShown(json: object): json is Shown {
  return "format_version" in json;
}

/**
 * The stack that a plan or a state describes: its resources with the values they will have, each under its whole address
 * where it is in a module or one of several.
 */
export function plannedStack(shown: Shown): StackJson {
  const resource: Record<string, Record<string, Attributes>> = {};
  const resources = shownResources(shown);
  const meant = new MeantResources(shown.configuration, resources);
  for (const shownResource of resources) {
    const { address, mode, type } = shownResource;
    if (mode === "data") continue;
    const name = address.startsWith(`${type}.`) && !address.includes("[") ? address.slice(type.length + 1) : address;
    resource[type] = { ...resource[type], [name]: withReferences(shownResource, meant) };
  }
  return { resource, provider: { aws: providerOf(shown) } };
}

/** What a resource will be, with the roles and policies that it names by what is not known yet. */
function withReferences({ address, type, values = {} }: ShownResource, meant: MeantResources): Attributes {
  const nameOf = (attribute: string) =>
    values[attribute] === undefined ? meant.roleName(address, attribute) : undefined;
  const role = values.role ?? nameOf("role");
  if (type === "aws_iam_role_policy") return { ...values, role };
  if (type === "aws_iam_role_policy_attachment") {
    return { ...values, role, policy_arn: values.policy_arn ?? meant.policyAddress(address, "policy_arn") };
  }
  if (type !== "aws_ecs_task_definition") return values;
  const referred = { execution: nameOf("execution_role_arn"), task: nameOf("task_role_arn") };
  return { ...values, "//": { referredRoles: referred } };
}

/** Those of its values, and those that stand among the changes alone, since a plan may be cut to these. */
function shownResources({ planned_values: planned, values, resource_changes: changes = [] }: Shown) {
  const listed = resourcesIn(planned?.root_module ?? values?.root_module);
  const known = new Set(listed.map(({ address }) => address));
  const changed = changes.flatMap(({ change, ...resource }): ShownResource[] =>
    change?.after && !known.has(resource.address) ? [{ ...resource, values: change.after }] : [],
  );
  return [...listed, ...changed];
}

function resourcesIn(module: ShownModule = {}): NonNullable<ShownModule["resources"]> {
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesIn)];
}

/** The constants that the AWS provider is configured with. */
function providerOf({ configuration }: Shown): Attributes {
  const aws = Object.values(configuration?.provider_config ?? {}).find(({ name }) => name === "aws");
  return Object.fromEntries(
    Object.entries(aws?.expressions ?? {}).map(([name, expression]) => [
      name,
      (expression as Attributes).constant_value,
    ]),
  );
}
