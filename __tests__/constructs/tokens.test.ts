import { TerraformVariable, Testing } from "cdktf";
import { EnvironmentStack, Image, KmsKey, Queue, RolePair, Secret, TaskDefinition } from "../../constructs";
import { DEV, resourceAt, statementsOf, synthesized } from "../synthesized";

describe("what only Terraform knows", () => {
  const json = synthesized((stack) => {
    const variable = (name: string) => new TerraformVariable(stack, name, { type: "string" });
    const roles = new RolePair(stack, "roles", {
      name: "my-dev-service",
      permissionsBoundary: variable("boundary").stringValue,
    });
    new Queue(stack, "work", {
      queueName: variable("queue").stringValue,
      fifo: true,
      retentionSeconds: variable("retention").numberValue,
    }).grantConsume(roles.task);
    const key = KmsKey.fromArn(variable("key").stringValue);
    new TaskDefinition(stack, "task", {
      family: "my-dev-service",
      roles,
      cpuUnits: 256,
      memoryMiB: 512,
      containers: [
        {
          name: "app",
          image: Image.fromEcr("my-service", { tag: variable("tag").stringValue }),
          environment: { STAGE: variable("stage").stringValue },
          secrets: {
            PARAMETER: Secret.fromParameter(variable("parameter").stringValue, { key }),
            SECRET: Secret.fromSecretsManager(variable("secret").stringValue, { jsonKey: "password" }),
          },
        },
      ],
    });
  });
  const expression = (name: string) => ["$", `{var.${name}}`].join("");

  it("is not checked, and stands in the container as an expression", () => {
    const [app] = resourceAt(json, "aws_ecs_task_definition.task").container_definitions;
    expect(app).toMatchObject({
      image: `000000000000.dkr.ecr.eu-west-1.amazonaws.com/my-service:${expression("tag")}`,
      environment: [{ name: "STAGE", value: expression("stage") }],
      secrets: [
        { name: "PARAMETER", valueFrom: expression("parameter") },
        { name: "SECRET", valueFrom: `${expression("secret")}:password::` },
      ],
    });
  });

  it("is compared with nothing where it is a number", () => {
    const stack = new EnvironmentStack(Testing.app(), { service: "my-service", environment: DEV });
    const number = (name: string) => new TerraformVariable(stack, name, { type: "number" }).numberValue;
    new TaskDefinition(stack, "task", {
      family: "my-dev-service",
      roles: new RolePair(stack, "roles", { name: "my-dev-service" }),
      cpuUnits: number("cpu"),
      memoryMiB: number("memory"),
      containers: [
        {
          name: "app",
          image: Image.fromRegistry("public.ecr.aws/nginx/nginx:1.27"),
          cpuUnits: 128,
          memoryMiB: 256,
          memoryReservationMiB: number("reservation"),
          stopTimeoutSeconds: number("stop"),
        },
      ],
    });
    const { task } = JSON.parse(Testing.synth(stack)).resource.aws_ecs_task_definition;
    expect([task.cpu, task.memory]).toEqual([expression("cpu"), expression("memory")]);
    expect(task.container_definitions).toContain(`"memoryReservation":${expression("reservation")}`);
    expect(task.container_definitions).toContain(`"stopTimeout":${expression("stop")}`);
  });

  it("is granted as it is", () => {
    const execution = statementsOf(json, "execution_role");
    expect(execution.SSMGetParameters?.Resource).toEqual([expression("parameter")]);
    expect(execution.SecretsManagerGetSecretValues?.Resource).toEqual([expression("secret")]);
    expect(execution.KMSDecryptParametersWithKey?.Resource).toEqual([expression("key")]);
    expect(statementsOf(json, "task_role").SQSConsume?.Resource).toEqual([
      `arn:aws:sqs:eu-west-1:000000000000:${expression("queue")}`,
    ]);
  });
});
