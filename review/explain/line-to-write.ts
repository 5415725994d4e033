import { parseArn } from "../../aws/arn";
import { CONSUME_ACTIONS, MOVE_ACTIONS, SEND_ACTIONS } from "../../aws/sqs/queue-actions";
import { subjectName } from "../subject/subject-name";

/** What is wanted, of which role. */
export interface Wanted {
  readonly role: "execution" | "task";
  readonly action: string;
  readonly resource: string;
  /** The container that asks, where it is known. */
  readonly container?: string;
  /** The variable that a secret is for, where it is known. */
  readonly variable?: string;
}

type Line = (wanted: Wanted, name: string) => string;

const onContainer = ({ container }: Wanted) =>
  `on ${container === undefined ? "the container that needs it" : `container ${container}`}`;

/** What the execution role gets by being needed: nobody writes a statement for it. */
const OF_EXECUTION: Readonly<Record<string, Line>> = {
  "ecr:GetAuthorizationToken": ({ container = "any container" }) =>
    `image: Image.fromEcr("…") on ${container === "any container" ? container : `container ${container}`}; the role has no such statement yet`,
  ecr: (wanted, name) => `image: Image.fromEcr("${name}", …) ${onContainer(wanted)}`,
  ssm: (wanted, name) =>
    `secrets: { ${wanted.variable ?? "NAME"}: Secret.fromParameter("/${name.replace(/^parameter\//, "")}") } ${onContainer(wanted)}`,
  secretsmanager: (wanted, name) =>
    `secrets: { ${wanted.variable ?? "NAME"}: Secret.fromSecretsManager("${name}") } ${onContainer(wanted)}`,
  kms: (wanted) =>
    `{ key: KmsKey.fromArn("${wanted.resource}") } on the Secret that it encrypts, not a statement of its own`,
  logs: (wanted) => `logging: Logging.awsLogs({ … }) ${onContainer(wanted)}, which is the default`,
  s3: (wanted) => `environmentFiles ${onContainer(wanted)}`,
};

const QUEUE_LINES: readonly (readonly [readonly string[], string])[] = [
  [["sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"], "grantConsume"],
  [["sqs:SendMessage"], "grantSend"],
  [["sqs:StartMessageMoveTask", "sqs:CancelMessageMoveTask", "sqs:ListMessageMoveTasks"], "grantRedrive"],
  [[...CONSUME_ACTIONS, ...SEND_ACTIONS, ...MOVE_ACTIONS], "grantConsume"],
];

/** What the task role gets by a line. */
const OF_TASK: Readonly<Record<string, Line>> = {
  sqs: ({ action }) =>
    `queue.${QUEUE_LINES.find(([actions]) => actions.includes(action))?.[1] ?? "grantConsume"}(roles.task)`,
  kms: ({ resource }) =>
    `{ key: KmsKey.fromArn("${resource}") } on the queue, table or bucket access that it encrypts, not a statement of its own`,
  ssmmessages: () => "executeCommand: {} on the TaskDefinition",
  elasticfilesystem: () =>
    "volumes: { …: { fileSystemId, iam: true } } on the TaskDefinition, mounted by the container",
  "ecs:UpdateTaskProtection": () => "scaleInProtection of the WorkerService: scale-in protection of the service",
  "ecs:GetTaskProtection": () => "scaleInProtection of the WorkerService: scale-in protection of the service",
  "s3:GetObject": (_wanted, name) => allow("ReadObjects", `access.readObjects("${bucketOf(name)}")`),
  "s3:ListBucket": (_wanted, name) => allow("ReadObjects", `access.readObjects("${bucketOf(name)}")`),
  "s3:PutObject": (_wanted, name) => allow("WriteObjects", `access.writeObjects("${bucketOf(name)}")`),
  "s3:DeleteObject": (_wanted, name) => allow("DeleteObjects", `access.deleteObjects("${bucketOf(name)}")`),
  "sns:Publish": (_wanted, name) => allow("Publish", `access.publish("${name}")`),
  "events:PutEvents": (_wanted, name) => allow("PutEvents", `access.putEvents("${name.replace(/^event-bus\//, "")}")`),
  "sts:AssumeRole": ({ resource }) => allow("AssumeRole", `access.assumeRole("${resource}")`),
  "bedrock:InvokeModel": (_wanted, name) =>
    allow("InvokeModel", `access.invokeModel("${name.replace(/^[\w-]+\//, "")}")`),
};

const READS_TABLE = /^dynamodb:(BatchGetItem|ConditionCheckItem|DescribeTable|GetItem|Query|Scan)$/;
const WRITES_TABLE = /^dynamodb:(BatchWriteItem|DeleteItem|PutItem|UpdateItem)$/;

/** The line of code that grants it, by what needs it and not as a statement, wherever there is such a line. */
export function lineToWrite(wanted: Wanted): string {
  const { role, action, resource } = wanted;
  const service = action.split(":")[0] ?? "";
  const name = nameOf(resource, service);
  const lines = role === "execution" ? OF_EXECUTION : OF_TASK;
  const line = lines[action] ?? lines[service];
  if (line) return line(wanted, name);
  const table = name.replace(/\/index\/.*$/, "");
  if (READS_TABLE.test(action)) return allow("ReadTable", `access.readTable("${table}")`);
  if (WRITES_TABLE.test(action)) return allow("WriteTable", `access.writeTable("${table}")`);
  return `roles.${role}.allow("…", { actions: ["${action}"], resources: ["${resource}"] })`;
}

function allow(sid: string, access: string): string {
  return `roles.task.allow("${sid}", ${access})`;
}

function nameOf(resource: string, service: string): string {
  const kinds: Readonly<Record<string, string>> = { secretsmanager: "secret", ecr: "repository", dynamodb: "table" };
  const kind = kinds[service];
  return kind === undefined ? (parseArn(resource)?.resource ?? resource) : subjectName(kind, resource);
}

function bucketOf(name: string): string {
  return name.split("/")[0] ?? name;
}
