import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, ref, TerraformLocal, TerraformOutput, TerraformVariable, Token } from "cdktf";
import type { Construct } from "constructs";
import { logStatement, parametersStatement, pullStatements, secretsStatement } from "../aws/ecs/execution-statements";
import { keyStatement } from "../aws/kms";
import type { Statement } from "../aws/policy/statement";
import { CONSUME_ACTIONS, SEND_ACTIONS } from "../aws/sqs/queue-actions";
import { PROVIDER_VERSIONS, TERRAFORM_VERSIONS } from "../constructs/environment/environment-stack";
import { LocatedStack } from "../constructs/environment/located-stack";
import { Queue } from "../constructs/queue/queue";
import type { Role } from "../constructs/roles/role";
import { RolePair } from "../constructs/roles/role-pair";
import { CONTAINER_DEFINITIONS } from "./container-definitions";
import { INPUTS } from "./inputs";
import { LOCALS } from "./locals";
import { OUTPUTS } from "./outputs";

/**
 * The role pair, queues and task definition as a plain Terraform module: no provider, no backend, and everything that a
 * stack knows when it is synthesized an expression over the module's variables.
 *
 * Roles, queues and statements are those of `constructs/`; a statement's resources are lists that Terraform computes, and a
 * statement without resources is left out when it is applied.
 */
export class TerraformModule extends LocatedStack {
  readonly account = local("account");
  readonly region = local("region");
  readonly partition = local("partition");
  readonly dnsSuffix = local("dns_suffix");

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // The framework wants a provider and a backend; `toTerraform` leaves both out.
    new AwsProvider(this, "aws", {});
    new LocalBackend(this, { path: "unused" });
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: PROVIDER_VERSIONS });
    this.addOverride("terraform.required_version", TERRAFORM_VERSIONS);
    for (const [name, input] of Object.entries(INPUTS)) {
      const validation = input.validation && [...input.validation];
      const fallback = input.default ?? undefined;
      new TerraformVariable(this, `variable-${name}`, { ...input, default: fallback, validation }).overrideLogicalId(
        name,
      );
    }
    new DataAwsCallerIdentity(this, "current_identity");
    new DataAwsRegion(this, "current_region");
    new DataAwsPartition(this, "current_partition");
    for (const [name, expression] of Object.entries(LOCALS)) this.addLocal(name, `\${${expression}}`);

    this.addQueues();
    const roles = new RolePair(this, "roles", {
      name: local("family"),
      path: variable("role_path"),
      permissionsBoundary: variable("permissions_boundary"),
    });
    for (const role of [roles.execution, roles.task]) role.resource.addOverride("tags", variable("tags"));
    this.addPolicy(roles.execution, this.executionStatements());
    this.addPolicy(roles.task, taskStatements());
    this.addTaskDefinition(roles);
    for (const [name, { value, description }] of Object.entries(OUTPUTS)) {
      new TerraformOutput(this, `output-${name}`, { value: `\${${value}}`, description }).overrideLogicalId(name);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: the framework's own signature.
  override toTerraform(): any {
    const { provider: _provider, "//": _metadata, terraform, ...module } = super.toTerraform();
    const { backend: _backend, ...required } = terraform;
    // The framework cannot write a default of null, which is what an optional variable has.
    for (const [name, input] of Object.entries(INPUTS))
      if (input.default === null) module.variable[name].default = null;
    return withoutMetadata({ ...module, terraform: required });
  }

  private addLocal(name: string, value: string): void {
    new TerraformLocal(this, `local-${name}`, value).overrideLogicalId(name);
  }

  /** One `Queue` for every entry of `var.queues`. */
  private addQueues(): void {
    const queue = new Queue(this, "queue", { queueName: each("local.queue_names[each.key]") });
    const { resource, deadLetterQueue } = queue;
    const withDeadLetters = "{ for key, q in var.queues : key => q if q.dead_letter_queue }";
    override(resource, {
      for_each: "var.queues",
      fifo_queue: "each.value.fifo ? true : null",
      content_based_deduplication: "each.value.content_based_deduplication",
      visibility_timeout_seconds: "each.value.visibility_timeout_seconds",
      message_retention_seconds: "each.value.retention_seconds",
      delay_seconds: "each.value.delay_seconds",
      receive_wait_time_seconds: "each.value.receive_wait_time_seconds",
      max_message_size: "each.value.max_message_size_bytes",
      redrive_policy:
        "each.value.dead_letter_queue ? jsonencode({ deadLetterTargetArn = local.dead_letter_queue_arns[each.key], maxReceiveCount = each.value.max_receive_count }) : null",
      tags: "var.tags",
    });
    if (!deadLetterQueue) return;
    override(deadLetterQueue.resource, {
      for_each: withDeadLetters,
      name: "local.dead_letter_queue_names[each.key]",
      fifo_queue: "each.value.fifo ? true : null",
      message_retention_seconds: "each.value.dead_letter_retention_seconds",
      max_message_size: "each.value.max_message_size_bytes",
      tags: "var.tags",
    });
    const policy = deadLetterQueue.resource.policyInput ?? "";
    deadLetterQueue.resource.addOverride(
      "policy",
      policy.replaceAll(deadLetterQueue.arn, each("local.dead_letter_queue_arns[each.key]")),
    );
    override(deadLetterQueue.redriveAllowPolicy, {
      for_each: withDeadLetters,
      queue_url: "aws_sqs_queue.queue_dead_letter[each.key].id",
    });
  }

  /** The same statements that a stack's containers ask for, on lists that follow the variables. */
  private executionStatements(): readonly Statement[] {
    const [token, pull] = pullStatements(list("local.repository_arns"));
    const exact = this.decryptStatement("local.parameter_arns");
    const path = this.decryptStatement("local.parameter_path_arns", "*");
    return [
      ...(token ? [{ ...token, resources: list('length(local.repository_arns) > 0 ? ["*"] : []') }] : []),
      ...(pull ? [pull] : []),
      logStatement([this.arn("logs", `log-group:${local("log_group_name")}`)]),
      parametersStatement(list("concat(local.parameter_arns, local.parameter_path_arns)")),
      exact,
      path,
      secretsStatement(list("local.secrets_manager_arns")),
    ];
  }

  /** Under the alias, and only for these parameters; a path's wildcard is matched, and not compared. */
  private decryptStatement(arns: string, wildcard = ""): Statement {
    const use = {
      viaService: `ssm.${this.region}.${this.dnsSuffix}`,
      encryptionContext: { key: "PARAMETER_ARN", values: list(arns) },
    };
    const alias = each('coalesce(var.kms_key_alias, "alias/none")');
    const statement = keyStatement("KMSDecryptParametersWithKey", ["kms:Decrypt"], { alias }, this, use);
    const { StringEquals = {}, ...conditions } = statement.conditions ?? {};
    const { "kms:EncryptionContext:PARAMETER_ARN": context = [], ...equals } = StringEquals;
    const like = { StringEquals: equals, StringLike: { "kms:EncryptionContext:PARAMETER_ARN": context } };
    return {
      ...statement,
      resources: list(`var.kms_key_alias != null && length(${arns}) > 0 ? [local.any_key_arn] : []`),
      ...(wildcard !== "" && { conditions: { ...conditions, ...like } }),
    };
  }

  /** A role's policy without the statements that have no resource, and no policy where none is left. */
  private addPolicy(role: Role, statements: readonly Statement[]): void {
    role.addStatements(...statements);
    const name = `${role.node.id}_statements`;
    const policy = role.policy?.policyInput ?? "";
    this.addLocal(`${role.node.id}_document`, policy);
    this.addLocal(
      name,
      `\${[for s in jsondecode(local.${role.node.id}_document).Statement : s if length(s.Resource) > 0]}`,
    );
    if (!role.policy) return;
    override(role.policy, {
      count: `length(local.${name}) > 0 ? 1 : 0`,
      policy: `jsonencode({ Version = "2012-10-17", Statement = local.${name} })`,
    });
  }

  private addTaskDefinition(roles: RolePair): void {
    const logGroup = new CloudwatchLogGroup(this, "log_group", { name: local("log_group_name") });
    override(logGroup, {
      count: "var.create_log_group ? 1 : 0",
      retention_in_days: "var.log_retention_days",
      tags: "var.tags",
    });
    const task = new EcsTaskDefinition(this, "task", {
      family: local("family"),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      executionRoleArn: roles.execution.arn,
      taskRoleArn: roles.task.arn,
      containerDefinitions: `\${local.container_definitions}`,
      runtimePlatform: { cpuArchitecture: variable("cpu_architecture"), operatingSystemFamily: "LINUX" },
      dependsOn: [...roles.execution.dependables, ...roles.task.dependables, logGroup],
    });
    this.addLocal("container_definitions", CONTAINER_DEFINITIONS);
    override(task, {
      count: "var.create_task_definition ? 1 : 0",
      cpu: "tostring(var.cpu_units)",
      memory: "tostring(var.memory_mib)",
      tags: "var.tags",
    });
  }
}

function taskStatements(): readonly Statement[] {
  return [
    { sid: "SQSConsume", actions: CONSUME_ACTIONS, resources: list("local.consumed_queue_arns") },
    { sid: "SQSSend", actions: SEND_ACTIONS, resources: list("local.sent_queue_arns") },
  ];
}

interface Overridable {
  addOverride(path: string, value: unknown): void;
}

function override(resource: Overridable | undefined, expressions: Readonly<Record<string, string>>): void {
  for (const [attribute, expression] of Object.entries(expressions))
    resource?.addOverride(attribute, `\${${expression}}`);
}

/** A string that Terraform computes: the framework leaves it alone, and rules do not check it. */
function each(expression: string): string {
  return Token.asString(ref(expression));
}

function local(name: string): string {
  return each(`local.${name}`);
}

function variable(name: string): string {
  return each(`var.${name}`);
}

/** A list that Terraform computes. */
function list(expression: string): string[] {
  return Token.asList(ref(expression));
}

/** The framework's notes on each element, which say nothing to a reader of the module. */
function withoutMetadata<T>(json: T): T {
  return JSON.parse(JSON.stringify(json, (key, value) => (key === "//" ? undefined : value)));
}
