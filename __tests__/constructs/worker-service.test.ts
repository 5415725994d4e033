import { type EnvironmentStack, Queue, type TaskDefinitionProps, WorkerService } from "../../constructs";
import { addressesOf, problemsOf, resourceAt, type StackJson, statementsOf, synthesized } from "../synthesized";
import { NETWORK, smallTask } from "./small-task";

const SCALING = { acceptableLatencySeconds: 300, secondsPerMessage: 10, maximumTasks: 20 };

function addWorker(stack: EnvironmentStack, props: object = {}, task: Partial<TaskDefinitionProps> = {}): void {
  const queues = [new Queue(stack, "work", { queueName: "dev-orders" })];
  const all = { ...NETWORK, serviceName: "orders", scaling: { queues, ...SCALING }, ...props };
  new WorkerService(stack, "worker", { ...all, taskDefinition: smallTask(stack, task) });
}

function workerJson(props: object = {}, task: Partial<TaskDefinitionProps> = {}): StackJson {
  return synthesized((stack) => addWorker(stack, props, task));
}

function problems(props: object, task: Partial<TaskDefinitionProps> = {}): readonly string[] {
  return problemsOf((stack) => addWorker(stack, props, task));
}

/** The props of a service whose scaling differs. */
function scaled(scaling: object): object {
  return { scaling: { queues: [{ queueName: "dev-orders" }], ...SCALING, ...scaling } };
}

function expressionOf(json: StackJson): string {
  const policy = resourceAt(json, "aws_appautoscaling_policy.worker_scaling_backlog");
  const { customized_metric_specification: metric } = policy.target_tracking_scaling_policy_configuration;
  return metric.metrics.find(({ id }: { id: string }) => id === "backlog").expression;
}

describe("a worker service", () => {
  it("is this, everything default", () => {
    const json = workerJson();
    const own = addressesOf(json).filter((address) => address.includes(".worker"));
    expect(Object.fromEntries(own.map((address) => [address, resourceAt(json, address)]))).toMatchSnapshot();
  });

  it("lets its tasks protect themselves on this cluster, and nothing else", () => {
    const { ECSTaskProtection, ...others } = statementsOf(workerJson(), "task_role");
    expect(others).toEqual({});
    expect(ECSTaskProtection).toEqual({
      Effect: "Allow",
      Action: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
      Resource: ["arn:aws:ecs:eu-west-1:000000000000:task/work/*"],
    });
    expect(statementsOf(workerJson({ scaleInProtection: false }), "task_role")).toEqual({});
  });

  it("allows ECS Exec where its task definition does", () => {
    expect(resourceAt(workerJson(), "aws_ecs_service.worker").enable_execute_command).toBe(false);
    const json = workerJson({}, { executeCommand: {} });
    expect(resourceAt(json, "aws_ecs_service.worker").enable_execute_command).toBe(true);
  });

  it("waits for the policies of both roles, whenever they are given", () => {
    const json = synthesized((stack) => {
      const task = smallTask(stack);
      const queue = new Queue(stack, "work", { queueName: "dev-orders" });
      const scaling = { queues: [queue], ...SCALING };
      const placed = { ...NETWORK, serviceName: "orders", scaling, scaleInProtection: false };
      new WorkerService(stack, "worker", { ...placed, taskDefinition: task });
      if (task.roles) queue.grantConsume(task.roles.task);
    });
    expect(resourceAt(json, "aws_ecs_service.worker").depends_on).toContain("aws_iam_role_policy.task_role_policy");
  });

  it("starts its first task by an alarm where there may be none, and only there", () => {
    const alarm = "aws_cloudwatch_metric_alarm.worker_scaling_first_message";
    expect(addressesOf(workerJson())).toContain(alarm);
    expect(addressesOf(workerJson(scaled({ minimumTasks: 1 })))).not.toContain(alarm);
  });

  it("counts the messages of all its queues", () => {
    const queues = [{ queueName: "urgent" }, { queueName: "ordinary" }];
    expect(expressionOf(workerJson(scaled({ queues })))).toBe(
      "(FILL(waiting1, 0) + FILL(waiting2, 0) + 15 * (FILL(inWork1, 0) + FILL(inWork2, 0))) / " +
        "IF(FILL(running, 0) > 0, FILL(running, 0), 1)",
    );
  });

  it("takes capacity providers, FARGATE being the default", () => {
    const strategy = (props: object, task: Partial<TaskDefinitionProps> = {}) => {
      const service = resourceAt(workerJson(props, task), "aws_ecs_service.worker");
      return service.capacity_provider_strategy ?? service.launch_type;
    };
    expect(strategy({})).toEqual([{ capacity_provider: "FARGATE", weight: 1 }]);
    expect(
      strategy({
        capacityProviders: [
          { name: "FARGATE", base: 1 },
          { name: "FARGATE_SPOT", weight: 4 },
        ],
      }),
    ).toEqual([
      { capacity_provider: "FARGATE", weight: 1, base: 1 },
      { capacity_provider: "FARGATE_SPOT", weight: 4 },
    ]);
    expect(strategy({}, { launchType: "EC2" })).toBe("EC2");
  });

  it("has no network of its own where its task uses its host's", () => {
    const network = { subnetIds: undefined, securityGroupIds: undefined };
    const json = workerJson(network, { launchType: "EC2", networkMode: "bridge" });
    expect(resourceAt(json, "aws_ecs_service.worker").network_configuration).toBeUndefined();
  });

  it.each<[string, object, Partial<TaskDefinitionProps>, string]>([
    ["no subnets under awsvpc", { subnetIds: undefined }, {}, "'subnetIds' must be set"],
    ["subnets under bridge", {}, { launchType: "EC2", networkMode: "bridge" }, "'subnetIds' must be left out"],
    ["a public address on EC2", { assignPublicIp: true }, { launchType: "EC2" }, "'assignPublicIp' must be left out"],
    [
      "a subnet by its name",
      { subnetIds: ["private-a"] },
      {},
      "'subnetIds.0' must be the id of a subnet, got 'private-a'",
    ],
    ["a cluster by its ARN", { clusterName: "arn:aws:ecs:eu-west-1:000000000000:cluster/work" }, {}, "'clusterName'"],
    ["Fargate for EC2", { capacityProviders: [{ name: "FARGATE" }] }, { launchType: "EC2" }, "launch type, EC2"],
    ["EC2 for Fargate", { capacityProviders: [{ name: "instances" }] }, {}, "use FARGATE or FARGATE_SPOT"],
    ["weights of 0", { capacityProviders: [{ name: "FARGATE", weight: 0 }] }, {}, "must have a weight above 0"],
    [
      "two bases",
      { capacityProviders: ["FARGATE", "FARGATE_SPOT"].map((name) => ({ name, base: 1 })) },
      {},
      "must have a base on one provider only",
    ],
    [
      "five queues",
      scaled({ queues: Array(5).fill({ queueName: "dev-orders" }) }),
      {},
      "must have 1 to 4 items, got 5",
    ],
    ["no queue", scaled({ queues: undefined }), {}, "'scaling.queues' must be set"],
    ["more at least than at most", scaled({ minimumTasks: 30 }), {}, "must be at most maximumTasks, 20, got 30"],
    [
      "no time for a message",
      scaled({ secondsPerMessage: 0 }),
      {},
      "'scaling.secondsPerMessage' must be a number above 0",
    ],
    ["a latency of a second", scaled({ acceptableLatencySeconds: 1 }), {}, "'scaling.acceptableLatencySeconds'"],
    ["a misspelt member", { desiredCount: 2 }, {}, "'desiredCount' is not known"],
  ])("refuses %s", (_name, props, task, message) => {
    expect(problems(props, task).join("\n")).toContain(message);
  });
});
