import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the Terraform JSON of a stack says, as far as a task and its queues need it. */
export interface SynthesizedStack {
  readonly region: string;
  readonly queues: readonly SynthesizedQueue[];
  readonly container: SynthesizedContainer;
  readonly taskRoleArn: string;
  /** The task role's policy document. */
  readonly taskRolePolicy: Policy;
  /** The stack's whole JSON. */
  readonly json: object;
}

export interface SynthesizedQueue {
  readonly name: string;
  /** As SQS's CreateQueue takes them. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface SynthesizedContainer {
  readonly environment: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly stopTimeout?: number;
  readonly readonlyRootFilesystem?: boolean;
  readonly healthCheck?: {
    readonly command: readonly string[];
    readonly interval: number;
    readonly timeout: number;
    readonly retries: number;
    readonly startPeriod?: number;
  };
}

export interface Policy {
  readonly Statement: readonly {
    readonly Effect: "Allow" | "Deny";
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

interface StackJson {
  readonly provider: { readonly aws: readonly { readonly region: string }[] };
  readonly resource: {
    readonly aws_sqs_queue: Readonly<Record<string, Readonly<Record<string, string | number | undefined>>>>;
    readonly aws_iam_role_policy: { readonly task_role_policy: { readonly policy: string } };
    readonly aws_ecs_task_definition: {
      readonly task: { readonly container_definitions: string; readonly task_role_arn: string };
    };
  };
}

const ROOT = join(__dirname, "../../..");
/** Terraform's names of what CreateQueue calls otherwise. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  visibility_timeout_seconds: "VisibilityTimeout",
  message_retention_seconds: "MessageRetentionPeriod",
  receive_wait_time_seconds: "ReceiveMessageWaitTimeSeconds",
  delay_seconds: "DelaySeconds",
  max_message_size: "MaximumMessageSize",
  redrive_policy: "RedrivePolicy",
};

/** Synthesizes the project and reads one stack's JSON. */
export function synthesizedStack(name: string): SynthesizedStack {
  const folder = mkdtempSync(join(tmpdir(), "synthesized-"));
  try {
    execFileSync(process.execPath, ["--require", "sucrase/register", "main.ts"], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: folder, CHECKPOINT_DISABLE: "1" },
      stdio: ["ignore", "ignore", "inherit"],
    });
    return read(JSON.parse(readFileSync(join(folder, "stacks", name, "cdk.tf.json"), "utf8")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(json: StackJson): SynthesizedStack {
  const { provider, resource } = json;
  const { container_definitions, task_role_arn } = resource.aws_ecs_task_definition.task;
  const [{ environment, ...container }] = JSON.parse(container_definitions);
  const variables = environment as { name: string; value: string }[];
  return {
    region: provider.aws[0]?.region ?? "",
    queues: Object.values(resource.aws_sqs_queue).map(readQueue).sort(deadLetterQueuesFirst),
    container: { ...container, environment: Object.fromEntries(variables.map(({ name, value }) => [name, value])) },
    taskRoleArn: task_role_arn,
    taskRolePolicy: JSON.parse(resource.aws_iam_role_policy.task_role_policy.policy),
    json,
  };
}

function readQueue(queue: Readonly<Record<string, string | number | undefined>>): SynthesizedQueue {
  const attributes = Object.entries(ATTRIBUTES)
    .filter(([from]) => queue[from] !== undefined)
    .map(([from, to]) => [to, String(queue[from])]);
  return { name: String(queue.name), attributes: Object.fromEntries(attributes) };
}

/** A queue's redrive policy names a queue that must exist. */
function deadLetterQueuesFirst(one: SynthesizedQueue, other: SynthesizedQueue): number {
  return Number("RedrivePolicy" in one.attributes) - Number("RedrivePolicy" in other.attributes);
}
