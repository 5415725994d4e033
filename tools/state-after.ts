import type { Plan, Values } from "../review/plan/plan";

/** The part of a plan that says how things will be. */
export interface PlannedValues {
  readonly planned_values: { readonly root_module: { readonly resources?: readonly PlannedResource[] } };
}

interface PlannedResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly schema_version: number;
  readonly values: Values;
}

const ACCOUNT = "111111111111";
const REGION = "eu-west-1";

/** The Terraform state (format 4) in which a plan's resources have been made, with the identifiers AWS would have given. */
export function stateAfter(plan: Plan & PlannedValues): object {
  const made = new Map<string, Record<string, unknown>>();
  const resources = (plan.planned_values.root_module.resources ?? []).filter(({ mode }) => mode === "managed");
  for (const resource of resources) {
    made.set(resource.address, { ...resource.values, ...identifiers(resource), ...tagsOf(plan, resource) });
  }
  for (const resource of resources) fillReferences(plan, resource, made);
  const groups = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const key = `${resource.type}.${resource.name}`;
    groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  return {
    version: 4,
    terraform_version: plan.terraform_version,
    serial: 1,
    lineage: "00000000-0000-4000-8000-000000000000",
    outputs: {},
    resources: [...groups.values()].map((instances) => ({
      mode: "managed",
      type: instances[0]?.type,
      name: instances[0]?.name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: instances.map(({ address, index, schema_version }) => ({
        ...(index !== undefined && { index_key: index }),
        schema_version,
        attributes: made.get(address),
      })),
    })),
  };
}

/** All tags, which a plan to create leaves unknown where the type has any. */
function tagsOf(plan: Plan, { address, values }: PlannedResource): Values {
  const change = plan.resource_changes.find((each) => each.address === address)?.change;
  const unknown = change?.after_unknown as Values | undefined;
  return unknown?.tags_all === undefined ? {} : { tags_all: values.tags ?? {} };
}

/** What AWS gives a resource when it is made. */
function identifiers({ type, name, values }: PlannedResource): Values {
  const own = String(values.name ?? values.bucket ?? values.family ?? name);
  const arn = (service: string, resource: string) => ({ arn: `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}` });
  const iam = (resource: string) => ({ arn: `arn:aws:iam::${ACCOUNT}:${resource}` });
  const url = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${own}`;
  const known: Readonly<Record<string, Values>> = {
    aws_iam_role: {
      managed_policy_arns: values.managed_policy_arns ?? [],
      id: own,
      unique_id: "AROAEXAMPLE",
      create_date: "2026-01-01T00:00:00Z",
      ...iam(`role/${own}`),
    },
    aws_iam_role_policy: { id: `${values.role}:${own}` },
    aws_iam_policy: {
      id: iam(`policy/${own}`).arn,
      policy_id: "ANPAEXAMPLE",
      attachment_count: 1,
      ...iam(`policy/${own}`),
    },
    aws_iam_role_policy_attachment: { id: `${values.role}-attachment` },
    aws_sqs_queue: { id: url, url, ...arn("sqs", own) },
    aws_sqs_queue_policy: { id: values.queue_url ?? name },
    aws_kms_key: { id: `key-${name}`, key_id: `key-${name}`, ...arn("kms", `key/key-${name}`) },
    aws_s3_bucket: { id: own, arn: `arn:aws:s3:::${own}` },
    aws_s3_bucket_policy: { id: own },
    aws_sns_topic: { id: arn("sns", own).arn, owner: ACCOUNT, ...arn("sns", own) },
    aws_secretsmanager_secret: {
      id: arn("secretsmanager", `secret:${own}-AbCdEf`).arn,
      ...arn("secretsmanager", `secret:${own}-AbCdEf`),
    },
    aws_dynamodb_table: { id: own, ...arn("dynamodb", `table/${own}`) },
    aws_ecs_task_definition: {
      id: own,
      revision: 7,
      arn_without_revision: arn("ecs", `task-definition/${own}`).arn,
      ...arn("ecs", `task-definition/${own}:7`),
    },
    aws_appautoscaling_policy: { id: own, ...arn("autoscaling", `scalingPolicy:${own}`) },
    aws_appautoscaling_target: { id: values.resource_id },
    aws_cloudwatch_event_rule: { id: own, ...arn("events", `rule/${own}`) },
    aws_cloudwatch_log_group: { id: own, ...arn("logs", `log-group:${own}`) },
  };
  return known[type] ?? { id: own };
}

/** Attributes that are lists of what others are. */
const LISTS = /_actions$/;

/** An attribute that was unknown because it names another resource has that resource's value. */
function fillReferences(
  plan: Plan,
  resource: PlannedResource,
  made: ReadonlyMap<string, Record<string, unknown>>,
): void {
  const declared = plan.configuration?.root_module?.resources?.find(
    ({ address }) => address === `${resource.type}.${resource.name}`,
  );
  const own = made.get(resource.address);
  for (const [attribute, expression] of Object.entries(declared?.expressions ?? {})) {
    const [reference] = (expression as { references?: readonly string[] }).references ?? [];
    const [, address, referred] = /^([a-z0-9_]+\.[^.]+)\.(\w+)$/.exec(reference ?? "") ?? [];
    if (!own || own[attribute] !== undefined || !address || !referred) continue;
    const value = made.get(address)?.[referred];
    own[attribute] = LISTS.test(attribute) ? [value] : value;
  }
}
