import { type EnvironmentStack, KmsKey, Queue, ScheduledTask, type TaskDefinitionProps } from "../../constructs";
import { addressesOf, problemsOf, resourceAt, type StackJson, synthesized } from "../synthesized";
import { NETWORK, smallTask } from "./small-task";

function addSchedule(stack: EnvironmentStack, props: object = {}, task: Partial<TaskDefinitionProps> = {}): void {
  const all = { ...NETWORK, scheduleName: "orders-nightly", scheduleExpression: "cron(0 3 * * ? *)", ...props };
  new ScheduledTask(stack, "nightly", { ...all, taskDefinition: smallTask(stack, task) });
}

function scheduleJson(props: object = {}, task: Partial<TaskDefinitionProps> = {}): StackJson {
  return synthesized((stack) => addSchedule(stack, props, task));
}

function problems(props: object): readonly string[] {
  return problemsOf((stack) => addSchedule(stack, props));
}

function sidsOf(json: StackJson): readonly string[] {
  const { policy } = resourceAt(json, "aws_iam_role_policy.nightly_role_policy");
  return policy.Statement.map(({ Sid }: { Sid: string }) => Sid);
}

describe("a scheduled task", () => {
  it("is this, everything default", () => {
    const json = scheduleJson();
    const own = addressesOf(json).filter((address) => address.includes(".nightly"));
    expect(Object.fromEntries(own.map((address) => [address, resourceAt(json, address)]))).toMatchSnapshot();
  });

  it("is this, everything set", () => {
    const json = scheduleJson(
      {
        scheduleExpression: "rate(15 minutes)",
        timeZone: "Europe/Berlin",
        flexibleWindowMinutes: 10,
        groupName: "reports",
        taskCount: 2,
        enabled: false,
        retryAttempts: 3,
        retrySeconds: 600,
        assignPublicIp: true,
      },
      { executeCommand: {} },
    );
    expect(resourceAt(json, "aws_scheduler_schedule.nightly")).toMatchSnapshot();
  });

  it("tags nothing where tags are not propagated", () => {
    const json = scheduleJson({ propagateTags: false });
    expect(sidsOf(scheduleJson())).toContain("ECSTagTasks");
    expect(sidsOf(json)).not.toContain("ECSTagTasks");
    const { ecs_parameters: parameters } = resourceAt(json, "aws_scheduler_schedule.nightly").target;
    expect(parameters.propagate_tags).toBeUndefined();
  });

  it("keeps failed starts in a queue that is given, under its key", () => {
    const json = synthesized((stack) => {
      const options = { key: KmsKey.fromAlias("alias/orders") };
      addSchedule(stack, { deadLetterQueue: Queue.fromName(stack, "failed", "failed-starts", options) });
    });
    expect(addressesOf(json).filter((address) => address.startsWith("aws_sqs_queue."))).toEqual([]);
    expect(sidsOf(json)).toContain("KMSKeepFailedStarts");
  });

  it.each([
    "cron(0 5 * * ? *)",
    "cron(*/15 8-18 ? * MON-FRI *)",
    "cron(0 0 L * ? 2030)",
    "cron(30 6 ? * 2#1 *)",
    "cron(0 0 15W * ? *)",
    "rate(1 minute)",
    "rate(12 hours)",
    "at(2030-02-28T23:59:59)",
  ])("takes %s", (scheduleExpression) => {
    expect(problems({ scheduleExpression })).toEqual([]);
  });

  it.each([
    ["0 5 * * *", "must be cron(<minutes>"],
    ["cron(0 5 * * *)", "must have the six fields"],
    ["cron(0 5 * * * *)", "must have ? for one of day of month and day of week"],
    ["cron(0 5 ? * ? *)", "must have ? for one of day of month and day of week"],
    ["cron(61 5 * * ? *)", "must have a valid minutes"],
    ["cron(0 24 * * ? *)", "must have a valid hours"],
    ["cron(0 5 * * MOO *)", "must have a valid day of week"],
    ["rate(1 minutes)", "must say rate(1 minute)"],
    ["rate(5 minute)", "must say rate(5 minutes)"],
    ["rate(0 minutes)", "must be cron("],
    ["at(2030-02-30T00:00:00)", "must be cron("],
    ["at(2030-02-28 00:00)", "must be cron("],
  ])("refuses %s", (scheduleExpression, message) => {
    expect(problems({ scheduleExpression }).join("\n")).toContain(`'scheduleExpression' ${message}`);
  });

  it.each([
    ["a time zone that is none", { timeZone: "Europe/Berlyn" }, "must be a time zone of the IANA database"],
    ["an offset as a time zone", { timeZone: "+02:00" }, "must be a time zone of the IANA database"],
    ["a window of no minutes", { flexibleWindowMinutes: 0 }, "must be a whole number from 1 to 1440, got 0"],
    ["eleven tasks", { taskCount: 11 }, "must be a whole number from 1 to 10, got 11"],
    ["a name too long for its role", { scheduleName: "a".repeat(51) }, "must be 1 to 50 letters"],
    ["a FIFO queue for failed starts", { deadLetterQueue: { queueName: "failed.fifo" } }, "must be a standard queue"],
    ["no network", { securityGroupIds: undefined }, "'securityGroupIds' must be set"],
  ])("refuses %s", (_name, props, message) => {
    expect(problems(props).join("\n")).toContain(message);
  });

  it("knows time zones by their other names", () => {
    expect(problems({ timeZone: "Asia/Calcutta" })).toEqual([]);
  });
});
