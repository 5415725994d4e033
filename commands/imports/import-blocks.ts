import { formatArn, type Location } from "../../aws/arn";
import { dnsSuffixOf } from "../../aws/partition";
import { type Attributes, addressOf, type StackJson } from "../permissions/stack-json";
import { locationOf } from "../permissions/stack-location";

/** A block that tells Terraform: what is at this address exists already, under this id. */
export interface ImportBlock {
  readonly to: string;
  readonly id: string;
}

export interface Imports {
  readonly blocks: readonly ImportBlock[];
  /** What has no block, and why. */
  readonly left: readonly { readonly address: string; readonly why: string }[];
}

export interface ImportOptions {
  /** Which revision of the task definitions exists. Without it they are left for Terraform to register. */
  readonly taskDefinitionRevision?: number;
  /** Addresses of what does not exist yet. */
  readonly except?: readonly string[];
}

interface Context extends ImportOptions {
  readonly stack: StackJson;
  readonly location: Location;
}

/** By type: what the AWS provider imports it by. Source: the `Import` section of each resource's documentation. */
const IDS: Readonly<Record<string, (attributes: Attributes, context: Context) => string | undefined>> = {
  aws_cloudwatch_log_group: ({ name }) => name,
  aws_cloudwatch_metric_alarm: ({ alarm_name: name }) => name,
  aws_ecs_task_definition: ({ family }, { location, taskDefinitionRevision: revision }) =>
    revision === undefined
      ? undefined
      : formatArn({ ...location, service: "ecs", resource: `task-definition/${family}:${revision}` }),
  aws_iam_policy: ({ name, path = "/" }, { location }) =>
    formatArn({ ...location, service: "iam", region: "", resource: `policy${path}${name}` }),
  aws_iam_role: ({ name }) => name,
  aws_iam_role_policies_exclusive: ({ role_name: name }, { stack }) => referred(name, stack),
  aws_iam_role_policy: ({ role, name }, { stack }) => map(referred(role, stack), (roleName) => `${roleName}:${name}`),
  aws_iam_role_policy_attachments_exclusive: ({ role_name: name }, { stack }) => referred(name, stack),
  aws_sqs_queue: ({ name }, { location }) => queueUrl(name, location),
  aws_sqs_queue_redrive_allow_policy: ({ queue_url: url }, { stack, location }) =>
    map(referred(url, stack, "name"), (name) => queueUrl(name, location)),
};

const REGISTERED_ANEW =
  "Terraform registers a new revision; --task-definition-revision <number> adopts the one there is";
const UNKNOWN = "how it is imported is in the provider's documentation; write its block by hand";
const EXCEPTED = "it is created, as --except asks";

/** The import blocks of a stack, read from its JSON alone: every name in it is explicit. */
export function importBlocksOf(stack: StackJson, options: ImportOptions): Imports {
  const context = { ...options, stack, location: locationOf(stack) };
  const found = Object.entries(stack.resource ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, attributes]) => {
      const to = addressOf(type, name);
      if (options.except?.includes(to)) return { to, why: EXCEPTED };
      return {
        to,
        id: IDS[type]?.(attributes, context),
        why: type === "aws_ecs_task_definition" ? REGISTERED_ANEW : UNKNOWN,
      };
    }),
  );
  return {
    blocks: found.flatMap(({ to, id }) => (id === undefined ? [] : [{ to, id }])),
    left: found.flatMap(({ to, id, why }) => (id === undefined ? [{ address: to, why }] : [])),
  };
}

function queueUrl(queueName: string, { region, partition, account }: Location): string {
  return `https://sqs.${region}.${dnsSuffixOf(partition)}/${account}/${queueName}`;
}

/**
 * What an expression such as `${aws_iam_role.task_role.name}` comes to, or another attribute of the same resource; a text
 * without an expression is what it is. A role's id is its name. Undefined where the JSON does not say.
 */
function referred(value: string, stack: StackJson, instead?: string): string | undefined {
  const [, type, name = "", attribute = ""] = /^\$\{(\w+)\.(\w+)\.(\w+)\}$/.exec(value) ?? [];
  const own = type === "aws_iam_role" && attribute === "id" ? "name" : attribute;
  const text = type === undefined ? value : stack.resource?.[type]?.[name]?.[instead ?? own];
  return typeof text === "string" && !text.includes("${") ? text : undefined;
}

function map<T>(value: string | undefined, change: (value: string) => T): T | undefined {
  return value === undefined ? undefined : change(value);
}
