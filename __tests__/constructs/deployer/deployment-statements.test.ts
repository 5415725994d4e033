import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { evaluate } from "../../../aws/policy/evaluate/evaluate";
import { renderPolicy } from "../../../aws/policy/render-policy";
import { EnvironmentStack, Queue, ScheduledTask, WorkerService } from "../../../constructs";
import { type DeployedJson, DeployedStack } from "../../../constructs/deployer/deployed-stack";
import { deploymentStatements, RESOURCE_CALLS } from "../../../constructs/deployer/deployment-statements";
import { environments } from "../../article-service/environments";
import { ServiceStack } from "../../article-service/service-stack";
import { DEV } from "../../synthesized";
import { NETWORK, smallTask } from "../small-task";

const LOCATION = { partition: "aws", region: "eu-west-1", account: "222222222222" };
const DEPLOYER = "arn:aws:iam::222222222222:role/deployer";
const SIBLING = "billing";

type Context = Readonly<Record<string, string>>;
/** A call, what it is about, and what AWS knows of it; a sibling's is the same call on somebody else's resource. */
type Call = readonly [action: string, resource: string, sibling?: string, context?: Context];

function prodJson(): DeployedJson {
  const prod = environments.find(({ name }) => name === "prod");
  if (!prod) throw new Error("there is no prod");
  return jsonOf(new ServiceStack(new App(), prod));
}

function runningJson(): DeployedJson {
  const environment = { ...DEV, name: "running", account: LOCATION.account };
  const stack = new EnvironmentStack(new App(), { service: "orders", environment });
  const placement = { ...NETWORK, taskDefinition: smallTask(stack) };
  const queues = [new Queue(stack, "work", { queueName: "orders" })];
  const scaling = { queues, acceptableLatencySeconds: 300, secondsPerMessage: 10, maximumTasks: 20 };
  new WorkerService(stack, "worker", { ...placement, serviceName: "orders", scaling });
  new ScheduledTask(stack, "nightly", { ...placement, scheduleName: "nightly", scheduleExpression: "rate(1 day)" });
  return jsonOf(stack);
}

function jsonOf(stack: EnvironmentStack): DeployedJson {
  stack.prepareStack();
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

function policyOf(json: DeployedJson, wanted: "plan" | "apply") {
  const { statements, left } = deploymentStatements(new DeployedStack(json, LOCATION), wanted);
  return { document: JSON.parse(renderPolicy(statements)), left };
}

/** Which of the calls are allowed. */
function allowed(json: DeployedJson, wanted: "plan" | "apply", calls: readonly Call[], sibling = false) {
  const { document } = policyOf(json, wanted);
  return calls
    .filter(([action, own, other, context = {}]) => {
      const resource = sibling ? (other ?? "") : own;
      // A bucket's ARN does not say whose it is.
      const known = { ...context, "aws:ResourceAccount": LOCATION.account };
      const request = { principal: DEPLOYER, action, resource, context: known };
      return evaluate(request, { identity: [{ name: "deployer", document }] }).decision === "allowed";
    })
    .map(([action, own]) => `${action} on ${own}`);
}

const told = (calls: readonly Call[]) => calls.map(([action, own]) => `${action} on ${own}`);
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:222222222222:${resource}`;
const role = (name: string) => `arn:aws:iam::222222222222:role/${name}`;
const on = (own: string, sibling: string, ...actions: readonly string[]) =>
  actions.map((action): Call => [action, own, sibling]);

const ROLE = [role("my-prod-service-task-role"), role(SIBLING)] as const;
const QUEUE = [arn("sqs", "prod-pending-queue"), arn("sqs", SIBLING)] as const;
const DEAD_LETTERS = [arn("sqs", "prod-pending-queue-dead-letter"), arn("sqs", `${SIBLING}-dead-letter`)] as const;
const GROUP = [arn("logs", "log-group:/ecs/my-prod-service"), arn("logs", `log-group:/ecs/${SIBLING}`)] as const;
const ALARM = [
  arn("cloudwatch", "alarm:prod-pending-queue-oldest-message"),
  arn("cloudwatch", `alarm:${SIBLING}`),
] as const;
const FAMILY = [arn("ecs", "task-definition/my-prod-service:7"), arn("ecs", `task-definition/${SIBLING}:7`)] as const;
const STATE = "arn:aws:s3:::my-service-state-222222222222/my-service/prod/terraform.tfstate";
const OTHER_STATE = `arn:aws:s3:::my-service-state-222222222222/${SIBLING}/prod/terraform.tfstate`;
const ECS_TASKS = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };

/** What the provider called while prod was planned, applied and destroyed against an emulator of AWS. */
const PLANNED: readonly Call[] = [
  ...on(...QUEUE, "sqs:GetQueueAttributes", "sqs:ListQueueTags"),
  ...on(...DEAD_LETTERS, "sqs:GetQueueAttributes", "sqs:ListQueueTags"),
  ["logs:DescribeLogGroups", "*"],
  ...on(...GROUP, "logs:ListTagsForResource"),
  ["cloudwatch:DescribeAlarms", arn("cloudwatch", "alarm:*")],
  ...on(...ALARM, "cloudwatch:ListTagsForResource"),
  ...on(...ROLE, "iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"),
  ["ecs:DescribeTaskDefinition", "*"],
  ["s3:GetObject", STATE, OTHER_STATE],
  ...on(`${STATE}.tflock`, `${OTHER_STATE}.tflock`, "s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
];
const APPLIED: readonly Call[] = [
  ...on(...ROLE, "iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:DeleteRole"),
  ...on(
    ...ROLE,
    "iam:ListInstanceProfilesForRole",
    "iam:UpdateAssumeRolePolicy",
    "iam:TagRole",
    "iam:DetachRolePolicy",
  ),
  ...on(...QUEUE, "sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:DeleteQueue"),
  ...on(...DEAD_LETTERS, "sqs:CreateQueue", "sqs:SetQueueAttributes", "sqs:DeleteQueue"),
  ...on(...GROUP, "logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource", "logs:DeleteLogGroup"),
  ...on(...ALARM, "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:DeleteAlarms"),
  ...on(...FAMILY, "ecs:RegisterTaskDefinition", "ecs:TagResource"),
  ["ecs:DeregisterTaskDefinition", "*"],
  ["iam:PassRole", ROLE[0], ROLE[1], ECS_TASKS],
  ["s3:PutObject", STATE, OTHER_STATE],
];

const SERVICE = [arn("ecs", "service/work/orders"), arn("ecs", `service/work/${SIBLING}`)] as const;
const SCHEDULE = [
  arn("scheduler", "schedule/default/nightly"),
  arn("scheduler", `schedule/default/${SIBLING}`),
] as const;
const SCALED = {
  "application-autoscaling:service-namespace": "ecs",
  "application-autoscaling:scalable-dimension": "ecs:service:DesiredCount",
};
const TARGET = arn("application-autoscaling", "scalable-target/0ec5a1b2");
const TRACKING = (name: string) => arn("cloudwatch", `alarm:TargetTracking-service/work/${name}-AlarmHigh-0ec5a1b2`);
/** What the provider's source calls for what runs tasks; a scalable target has no name of ours for a sibling to differ in. */
const RUN: readonly Call[] = [
  ...on(...SERVICE, "ecs:DescribeServices", "ecs:CreateService", "ecs:UpdateService", "ecs:DeleteService"),
  ...on(...SERVICE, "ecs:TagResource", "ecs:UntagResource"),
  ["application-autoscaling:DescribeScalableTargets", "*"],
  ["application-autoscaling:DescribeScalingPolicies", "*"],
  ["application-autoscaling:ListTagsForResource", TARGET],
  ...["RegisterScalableTarget", "DeregisterScalableTarget", "PutScalingPolicy", "DeleteScalingPolicy"].map(
    (name): Call => [`application-autoscaling:${name}`, TARGET, undefined, SCALED],
  ),
  ...on(TRACKING("orders"), TRACKING(SIBLING), "cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"),
  ...on(...SCHEDULE, "scheduler:GetSchedule", "scheduler:CreateSchedule", "scheduler:UpdateSchedule"),
  ...on(...SCHEDULE, "scheduler:DeleteSchedule"),
  ["iam:PassRole", role("nightly-schedule-role"), role(SIBLING), { "iam:PassedToService": "scheduler.amazonaws.com" }],
];

describe("what deploying a stack takes", () => {
  const prod = prodJson();
  const running = runningJson();

  it("is known for every type of resource that the constructs make", () => {
    expect(policyOf(prod, "apply").left).toEqual([]);
    expect(policyOf(running, "apply").left).toEqual([]);
    const folder = resolve(__dirname, "../../../constructs");
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(folder, file), "utf8"));
    const made = sources.flatMap((source) =>
      [...source.matchAll(/import \{ (\w+) \} from "@cdktf\/provider-aws\/lib\/([\w-]+)"/g)]
        .filter(([, name = ""]) => source.includes(`new ${name}(`))
        .map(([, , path = ""]) => `aws_${path.replaceAll("-", "_")}`),
    );
    const types = [...new Set(made)].filter((type) => type !== "aws_provider");
    expect(types.length).toBeGreaterThan(10);
    expect(types.filter((type) => RESOURCE_CALLS[type] === undefined)).toEqual([]);
  });

  it("allows each call on these resources, and says how many more it grants", () => {
    const calls = [...PLANNED, ...APPLIED];
    expect(allowed(prod, "apply", calls)).toEqual(told(calls));
    expect(allowed(running, "apply", RUN)).toEqual(told(RUN));
    const granted = new Set(
      policyOf(prod, "apply").document.Statement.flatMap(({ Action }: { Action: readonly string[] }) => Action),
    );
    const called = new Set(calls.map(([action]) => action));
    console.info(`prod: ${granted.size} actions granted, ${called.size} of them seen called`);
    expect([...called].filter((action) => !granted.has(action))).toEqual([]);
  });

  it("denies each of them on a sibling's, where AWS knows one resource from another", () => {
    const named = (calls: readonly Call[]) => calls.filter(([, , sibling]) => sibling !== undefined);
    expect(allowed(prod, "apply", named([...PLANNED, ...APPLIED]), true)).toEqual([]);
    expect(allowed(running, "apply", named(RUN), true)).toEqual([]);
    expect(named([...PLANNED, ...APPLIED]).length).toBeGreaterThan(30);
  });

  it("hands its roles to nobody else", () => {
    const lambda = { "iam:PassedToService": "lambda.amazonaws.com" };
    expect(allowed(prod, "apply", [["iam:PassRole", ROLE[0], undefined, lambda]])).toEqual([]);
    expect(allowed(running, "apply", [["iam:PassRole", role("nightly-schedule-role"), undefined, ECS_TASKS]])).toEqual(
      [],
    );
  });

  it("scales nothing but services", () => {
    const tables = { ...SCALED, "application-autoscaling:service-namespace": "dynamodb" };
    const call: Call = ["application-autoscaling:RegisterScalableTarget", TARGET, undefined, tables];
    expect(allowed(running, "apply", [call])).toEqual([]);
  });

  it("is reading alone for a plan, but for the state's lock", () => {
    expect(allowed(prod, "plan", PLANNED)).toEqual(told(PLANNED));
    expect(allowed(prod, "plan", APPLIED)).toEqual([]);
  });

  it("names types that are not known, and what no JSON tells the name of", () => {
    const reference = "$" + "{data.aws_iam_role.theirs.name}";
    const json = {
      resource: { aws_vpc: { network: {} }, aws_iam_role_policy: { theirs: { role: reference } } },
    };
    expect(policyOf(json, "apply").left).toEqual([
      { address: "aws_vpc.network", why: expect.stringContaining("is not known here") },
      { address: "aws_iam_role_policy.theirs", why: expect.stringContaining("known to Terraform alone") },
    ]);
  });

  it("leaves the state to whoever runs Terraform, where the provider is another role", () => {
    const provider = { aws: [{ assume_role: [{ role_arn: role("deployer") }] }] };
    const { document, left } = policyOf({ ...prod, provider }, "apply");
    expect(JSON.stringify(document)).not.toContain("tfstate");
    expect(left.map(({ address }) => address)).toEqual(["terraform.backend.s3"]);
  });
});
