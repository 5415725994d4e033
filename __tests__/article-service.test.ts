import { Testing } from "cdktf";
import { environments, type ServiceEnvironment } from "./article-service/environments";
import { ServiceStack } from "./article-service/service-stack";
import { addressesOf, jsonOf, resourceAt, type StackJson, statementsOf } from "./synthesized";

const ENVIRONMENTS = environments.map(({ name }) => name);
const ARTICLE_ACTIONS = ["sqs:ChangeMessageVisibility", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"];

function environmentOf(name: string): ServiceEnvironment {
  const environment = environments.find((candidate) => candidate.name === name);
  if (!environment) throw new Error(`no environment ${name}`);
  return environment;
}

function stackOf(name: string, changes: Partial<ServiceEnvironment> = {}): StackJson {
  return jsonOf(new ServiceStack(Testing.app(), { ...environmentOf(name), ...changes }));
}

function containersOf(json: StackJson): readonly object[] {
  return resourceAt(json, "aws_ecs_task_definition.task").container_definitions;
}

/** The lines in which two values differ, written out. */
function differingLines(before: unknown, after: unknown): readonly string[] {
  const written = JSON.stringify(before, null, 2).split("\n");
  return JSON.stringify(after, null, 2)
    .split("\n")
    .filter((line, index) => line !== written[index]);
}

describe.each(ENVIRONMENTS)("the article's service in %s", (name) => {
  const json = stackOf(name);
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

  it("is what it was", () => {
    expect(json).toMatchSnapshot();
  });

  it("has these resources and no others", () => {
    expect(addressesOf(json)).toMatchSnapshot();
  });

  it("lets the execution role fetch the parameter and decrypt it with its key", () => {
    expect(Object.keys(statementsOf(json, "execution_role"))).toEqual(
      expect.arrayContaining(["SSMGetParameters", "KMSDecryptParametersWithKey"]),
    );
  });

  it("lets the task role use both queues as the article does, and nothing else", () => {
    const { account, region } = environmentOf(name);
    const statements = statementsOf(json, "task_role");
    expect(Object.keys(statements)).toEqual([`Allow${title}SQS`]);
    expect(statements[`Allow${title}SQS`]?.Action).toEqual(expect.arrayContaining(ARTICLE_ACTIONS));
    expect(statements[`Allow${title}SQS`]?.Resource).toEqual([
      `arn:aws:sqs:${region}:${account}:${name}-confirmed-queue`,
      `arn:aws:sqs:${region}:${account}:${name}-pending-queue`,
    ]);
  });

  it("names its roles after the family", () => {
    expect(resourceAt(json, "aws_iam_role.execution_role").name).toBe(`my-${name}-service-exec-role`);
    expect(resourceAt(json, "aws_iam_role.task_role").name).toBe(`my-${name}-service-task-role`);
  });

  it("gives out both roles, the task definition and the queues", () => {
    expect(Object.keys(json.output ?? {}).sort()).toEqual([
      "confirmed_queue_arn",
      "confirmed_queue_url",
      "execution_role_arn",
      "pending_queue_arn",
      "pending_queue_url",
      "task_definition_arn",
      "task_definition_family",
      "task_role_arn",
    ]);
  });
});

describe("the environments", () => {
  it("have one account each", () => {
    expect(new Set(environments.map(({ account }) => account)).size).toBe(environments.length);
  });

  it("have the same addresses, but for prod's alarms", () => {
    const withoutAlarms = (json: StackJson) =>
      addressesOf(json).filter((address) => !address.startsWith("aws_cloudwatch_metric_alarm."));
    expect(addressesOf(stackOf("staging"))).toEqual(addressesOf(stackOf("dev")));
    expect(withoutAlarms(stackOf("prod"))).toEqual(addressesOf(stackOf("dev")));
    expect(addressesOf(stackOf("prod")).length).toBeGreaterThan(addressesOf(stackOf("dev")).length);
  });

  it("keep their state apart", () => {
    const backends = ENVIRONMENTS.map((name) => JSON.stringify(stackOf(name).terraform.backend));
    expect(new Set(backends).size).toBe(ENVIRONMENTS.length);
  });
});

describe("a new image tag", () => {
  it("changes one line of the container definitions, and no other resource", () => {
    const before = stackOf("dev");
    const after = stackOf("dev", { imageTag: "2.0.0" });
    expect(differingLines(containersOf(before), containersOf(after))).toEqual([
      '    "image": "000000000000.dkr.ecr.eu-west-1.amazonaws.com/my-service:2.0.0",',
    ]);
    expect(differingLines(before, after)).toHaveLength(1);
  });
});
