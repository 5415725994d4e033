/** The kinds of change, in turn: a policy that widens, one that differs in form only, a queue, a task definition. */
const KINDS = [widenedPolicy, rewrittenPolicy, queue, task];

/** A plan with so many changed resources, with every section Terraform writes. */
export function planOf(size: number): object {
  const changes = Array.from({ length: size }, (_, index) => (KINDS[index % KINDS.length] ?? queue)(index));
  const resources = changes.map(({ address, type, name, change }) => ({
    address,
    type,
    name,
    mode: "managed",
    values: change.after,
  }));
  const prior = changes.map(({ address, type, name, change }) => ({
    address,
    type,
    name,
    mode: "managed",
    values: change.before,
  }));
  const declared = changes.map(({ address, type, name, change }) => ({
    address,
    type,
    name,
    mode: "managed",
    provider_config_key: "aws",
    expressions: Object.fromEntries(
      Object.entries(change.after).map(([key, value]) => [key, { constant_value: value }]),
    ),
    schema_version: 0,
  }));
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources } },
    resource_changes: changes,
    prior_state: { format_version: "1.0", values: { root_module: { resources: prior } } },
    configuration: { provider_config: { aws: { name: "aws" } }, root_module: { resources: declared } },
  };
}

interface Change {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly change: { readonly before: object; readonly after: object };
}

function change(type: string, index: number, before: object, after: object, actions = ["update"]): Change {
  const name = `r${index}`;
  const provider_name = "registry.terraform.io/hashicorp/aws";
  const marks = { after_unknown: {}, before_sensitive: {}, after_sensitive: {} };
  return {
    address: `${type}.${name}`,
    type,
    name,
    ...{ mode: "managed", provider_name },
    change: { ...{ actions }, before, after, ...marks },
  };
}

function policy(actions: readonly string[], index: number): string {
  const arn = `arn:aws:sqs:eu-west-1:111111111111:queue-${index}`;
  const statements = ["first", "second", "third"].map((sid) => ({
    Sid: sid,
    Effect: "Allow",
    Action: actions,
    Resource: [`${arn}-${sid}`, `${arn}-${sid}-dead-letter`],
    Condition: { StringEquals: { "aws:PrincipalTag/team": [sid] } },
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function policyChange(index: number, before: readonly string[], after: readonly string[]): Change {
  const side = (actions: readonly string[]) => ({
    id: `role-${index}`,
    name: "policy",
    role: `role-${index}`,
    policy: policy(actions, index),
  });
  return change("aws_iam_role_policy", index, side(before), side(after));
}

function widenedPolicy(index: number): Change {
  return policyChange(index, ["sqs:SendMessage"], ["sqs:SendMessage", "sqs:DeleteMessage"]);
}

function rewrittenPolicy(index: number): Change {
  return policyChange(index, ["sqs:SendMessage", "sqs:GetQueueUrl"], ["sqs:GetQueueUrl", "sqs:SendMessage"]);
}

function queue(index: number): Change {
  const side = (seconds: number) => ({
    arn: `arn:aws:sqs:eu-west-1:111111111111:queue-${index}`,
    content_based_deduplication: false,
    delay_seconds: 0,
    fifo_queue: false,
    id: `https://sqs.eu-west-1.amazonaws.com/111111111111/queue-${index}`,
    max_message_size: 262144,
    message_retention_seconds: seconds,
    name: `queue-${index}`,
    receive_wait_time_seconds: 20,
    redrive_policy: `{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111111111111:queue-${index}-dead-letter","maxReceiveCount":5}`,
    tags: { team: "orders", environment: "dev" },
    tags_all: { team: "orders", environment: "dev" },
    visibility_timeout_seconds: 30,
  });
  return change("aws_sqs_queue", index, side(345600), side(1209600));
}

function task(index: number): Change {
  const side = (tag: string) => ({
    family: `family-${index}`,
    cpu: "256",
    memory: "512",
    network_mode: "awsvpc",
    requires_compatibilities: ["FARGATE"],
    execution_role_arn: `arn:aws:iam::111111111111:role/execution-${index}`,
    task_role_arn: `arn:aws:iam::111111111111:role/task-${index}`,
    container_definitions: JSON.stringify([
      {
        name: "app",
        image: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/app:${tag}`,
        environment: Array.from({ length: 8 }, (_, number) => ({
          name: `VARIABLE_${number}`,
          value: `value ${number}`,
        })),
        secrets: [{ name: "DATABASE", valueFrom: "arn:aws:ssm:eu-west-1:111111111111:parameter/database" }],
        portMappings: [{ containerPort: 8080 }],
      },
    ]),
  });
  return change("aws_ecs_task_definition", index, side("1.0.0"), side("1.1.0"), ["delete", "create"]);
}
