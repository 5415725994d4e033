import { meantBy } from "../../aws/other-names";

const QUEUE = [
  "queueName",
  "fifo",
  "visibilityTimeoutSeconds",
  "retentionSeconds",
  "delaySeconds",
  "receiveWaitTimeSeconds",
  "maxMessageSizeBytes",
  "key",
  "deadLetterQueue",
  "highThroughput",
];
const CONTAINER = [
  "name",
  "environment",
  "environmentFiles",
  "ports",
  "logging",
  "stopTimeoutSeconds",
  "cpuUnits",
  "memoryMiB",
  "memoryReservationMiB",
  "gpuCount",
  "pseudoTerminal",
  "interactive",
  "firelens",
];
const TASK = ["family", "roles", "containers", "launchType", "cpuUnits", "memoryMiB", "ephemeralStorageGiB"];
const HEALTH_CHECK = ["command", "intervalSeconds", "timeoutSeconds", "retries", "startPeriodSeconds"];

describe("a name that another tool has", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["visibilityTimeout", QUEUE, ["visibilityTimeoutSeconds"]],
    ["visibility_timeout_seconds", QUEUE, ["visibilityTimeoutSeconds"]],
    ["VisibilityTimeout", QUEUE, ["visibilityTimeoutSeconds"]],
    ["messageRetentionPeriod", QUEUE, ["retentionSeconds"]],
    ["message_retention_seconds", QUEUE, ["retentionSeconds"]],
    ["deliveryDelay", QUEUE, ["delaySeconds"]],
    ["receiveMessageWaitTime", QUEUE, ["receiveWaitTimeSeconds"]],
    ["max_message_size", QUEUE, ["maxMessageSizeBytes"]],
    ["maximumMessageSize", QUEUE, ["maxMessageSizeBytes"]],
    ["kms_master_key_id", QUEUE, ["key"]],
    ["encryptionMasterKey", QUEUE, ["key"]],
    ["fifoQueue", QUEUE, ["fifo"]],
    ["redrive_policy", QUEUE, ["deadLetterQueue"]],
    ["maxReceiveCount", QUEUE, ["deadLetterQueue.maxReceiveCount"]],
    ["name", QUEUE, ["queueName"]],
    ["cpu", TASK, ["cpuUnits"]],
    ["memory", TASK, ["memoryMiB"]],
    ["memoryLimitMiB", TASK, ["memoryMiB"]],
    ["executionRoleArn", TASK, ["roles"]],
    ["task_role_arn", TASK, ["roles"]],
    ["containerDefinitions", TASK, ["containers"]],
    ["requiresCompatibilities", TASK, ["launchType"]],
    ["ephemeral_storage", TASK, ["ephemeralStorageGiB"]],
    ["memory", CONTAINER, ["memoryMiB"]],
    ["memoryReservation", CONTAINER, ["memoryReservationMiB"]],
    ["portMappings", CONTAINER, ["ports"]],
    ["environmentVariables", CONTAINER, ["environment"]],
    ["logConfiguration", CONTAINER, ["logging"]],
    ["stopTimeout", CONTAINER, ["stopTimeoutSeconds"]],
    ["firelensConfiguration", CONTAINER, ["firelens"]],
    ["tty", CONTAINER, ["pseudoTerminal"]],
    ["interval", HEALTH_CHECK, ["intervalSeconds"]],
    ["startPeriod", HEALTH_CHECK, ["startPeriodSeconds"]],
    ["timeout", HEALTH_CHECK, ["timeoutSeconds"]],
  ])("%s is told as what it is called here", (name, known, meant) => {
    expect(meantBy(name, known)).toEqual(meant);
  });

  it("is not guessed where nothing of that kind is known", () => {
    expect([meantBy("portMappings", QUEUE), meantBy("colour", CONTAINER)]).toEqual([[], []]);
  });
});
