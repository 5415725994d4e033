import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { TerraformVariable } from "cdktf";
import {
  type EnvironmentStack,
  Image,
  KmsKey,
  Queue,
  Role,
  type RoleAccess,
  RolePair,
  Secret,
  TaskDefinition,
} from "../../constructs";
import { problemsOf, resourceAt, synthesized } from "../synthesized";

const SHARED = "arn:aws:iam::000000000000:role/platform/shared-exec";
const expression = (address: string) => ["$", `{${address}}`].join("");

function task(stack: EnvironmentStack, execution: RoleAccess): void {
  const roles = { execution, task: new Role(stack, "task_role", { roleName: "svc-task-role" }) };
  new TaskDefinition(stack, "task", {
    family: "svc",
    roles,
    cpuUnits: 256,
    memoryMiB: 512,
    containers: [
      {
        name: "app",
        image: Image.fromEcr("svc", { tag: "1" }),
        secrets: { PASSWORD: Secret.fromParameter("/svc/password", { key: KmsKey.fromAlias("alias/svc") }) },
      },
    ],
  });
}

const sidsOf = (policy: string) => JSON.parse(policy).Statement.map(({ Sid }: { Sid: string }) => Sid);

describe("a role that exists", () => {
  it("is used by a task, and what it needs is an output", () => {
    const json = synthesized((stack) => task(stack, Role.fromArn(stack, "shared", SHARED)));
    expect(resourceAt(json, "aws_ecs_task_definition.task").execution_role_arn).toBe(SHARED);
    expect(sidsOf(json.output?.shared_policy?.value ?? "")).toEqual([
      "ECRGetAuthorizationToken",
      "ECRPullImages",
      "KMSDecryptParametersWithKey",
      "LogsWriteStreams",
      "SSMGetParameters",
    ]);
    expect(Object.keys(json.resource.aws_iam_role ?? {})).toEqual(["task_role"]);
  });

  it("is told of where stacks are synthesized", () => {
    const role = (stack: EnvironmentStack) => Role.fromArn(stack, "shared", SHARED);
    let remarks: readonly unknown[] = [];
    synthesized((stack) => {
      const shared = role(stack);
      task(stack, shared);
      remarks = shared.node.metadata.map(({ data }) => data);
    });
    expect(remarks).toEqual([
      expect.stringMatching(/role shared-exec: .* must grant what the output shared_policy says/),
    ]);
  });

  it("is silent where it needs nothing", () => {
    const json = synthesized((stack) => Role.fromArn(stack, "shared", SHARED));
    expect(json.output).toBeUndefined();
  });

  it("takes one inline policy where this stack may put one on it, and the task waits for it", () => {
    const json = synthesized((stack) => task(stack, Role.fromArn(stack, "shared", SHARED, { policyName: "svc" })));
    expect(resourceAt(json, "aws_iam_role_policy.shared_policy")).toMatchObject({ name: "svc", role: "shared-exec" });
    expect(resourceAt(json, "aws_ecs_task_definition.task").depends_on).toContain("aws_iam_role_policy.shared_policy");
    expect(json.output).toBeUndefined();
  });

  it("of the same app is given its policy by its id, which a replaced role changes", () => {
    const json = synthesized((stack) => {
      const lambda = new IamRole(stack, "lambda", { name: "orders-lambda", assumeRolePolicy: "{}" });
      const role = Role.fromName(stack, "consumer", lambda.name, { policyName: "orders" });
      new Queue(stack, "orders", { queueName: "orders" }).grantConsume(role);
      expect([role.roleName, role.arn]).toEqual(["orders-lambda", "arn:aws:iam::000000000000:role/orders-lambda"]);
    });
    expect(resourceAt(json, "aws_iam_role_policy.consumer_policy").role).toBe(expression("aws_iam_role.lambda.id"));
  });

  it("of the same app may have a name that Terraform chooses", () => {
    const json = synthesized((stack) => {
      const lambda = new IamRole(stack, "lambda", { namePrefix: "orders-", assumeRolePolicy: "{}" });
      const role = Role.fromArn(stack, "consumer", lambda.arn, { policyName: "orders" });
      new Queue(stack, "orders", { queueName: "orders" }).grantConsume(role);
    });
    expect(resourceAt(json, "aws_iam_role_policy.consumer_policy").role).toBe(expression("aws_iam_role.lambda.id"));
  });

  it("may be one that only Terraform knows", () => {
    const json = synthesized((stack) => {
      const arn = new TerraformVariable(stack, "role", { type: "string" }).stringValue;
      task(stack, Role.fromArn(stack, "shared", arn, { policyName: "svc" }));
    });
    const { role } = resourceAt(json, "aws_iam_role_policy.shared_policy");
    expect(role).toBe(expression('element(reverse(split("/", var.role)), 0)'));
  });

  it("has the path it is said to have", () => {
    synthesized((stack) => {
      expect(Role.fromName(stack, "shared", "shared-exec", { path: "/platform/" }).arn).toBe(SHARED);
    });
  });

  it.each<[string, (stack: EnvironmentStack) => void, string]>([
    ["no ARN", (stack) => Role.fromArn(stack, "shared", "shared-exec"), "'roleArn' must be a role's ARN"],
    ["no name", (stack) => Role.fromName(stack, "shared", SHARED), "'roleName' must be 1 to 64 letters"],
    [
      "a policy on a role of another account",
      (stack) => Role.fromArn(stack, "shared", SHARED.replace("000000000000", "111111111111"), { policyName: "svc" }),
      "'policyName' must stand beside a role of account 000000000000",
    ],
    [
      "a task with a role of another account",
      (stack) => task(stack, Role.fromArn(stack, "shared", SHARED.replace("000000000000", "111111111111"))),
      "'roleArn' must be a role of account 000000000000",
    ],
    [
      "a queue of another account's role",
      (stack) => {
        const role = Role.fromArn(stack, "shared", SHARED.replace("000000000000", "111111111111"));
        new Queue(stack, "work", { queueName: "work" }).grantSend(role);
      },
      "must be a role of account 000000000000, got one of 111111111111",
    ],
  ])("refuses %s", (_, build, problem) => {
    expect(problemsOf(build)).toEqual([expect.stringContaining(problem)]);
  });
});

describe("an execution role", () => {
  const queueOf = (stack: EnvironmentStack) => new Queue(stack, "work", { queueName: "work" });
  const pairOf = (stack: EnvironmentStack) => new RolePair(stack, "roles", { name: "svc" });

  it.each<[string, (stack: EnvironmentStack) => void]>([
    ["consume", (stack) => queueOf(stack).grantConsume(pairOf(stack).execution)],
    ["send", (stack) => queueOf(stack).grantSend(pairOf(stack).execution)],
    [
      "send to a queue that exists",
      (stack) => Queue.fromName(stack, "work", "work").grantSend(pairOf(stack).execution),
    ],
    ["consume from dead letters", (stack) => queueOf(stack).deadLetterQueue?.grantConsume(pairOf(stack).execution)],
    [
      "send by a statement",
      (stack) =>
        pairOf(stack).execution.allow("Send", { actions: ["sqs:SendMessage"], resources: [queueOf(stack).arn] }),
    ],
    [
      "consume as a role of the user's own",
      (stack) => {
        const execution = new Role(stack, "mine", { roleName: "mine" });
        queueOf(stack).grantConsume(execution);
        task(stack, execution);
      },
    ],
    [
      "consume as a role that exists",
      (stack) => {
        const execution = Role.fromArn(stack, "shared", SHARED);
        task(stack, execution);
        queueOf(stack).grantConsume(execution);
      },
    ],
  ])("may not %s", (_, build) => {
    expect(problemsOf(build)).toEqual([expect.stringMatching(/ an execution role: .* Give it to the task role/)]);
  });

  it("may not redrive", () => {
    expect(problemsOf((stack) => queueOf(stack).grantRedrive(pairOf(stack).execution))).toHaveLength(2);
  });

  it("is not the task role of another pair", () => {
    const problems = problemsOf((stack) => {
      const { execution, task: taskRole } = pairOf(stack);
      new TaskDefinition(stack, "task", {
        family: "svc",
        roles: { execution: taskRole, task: execution },
        cpuUnits: 256,
        memoryMiB: 512,
        containers: [{ name: "app", image: Image.fromRegistry("public.ecr.aws/nginx/nginx:1.27") }],
      });
    });
    expect(problems).toEqual(
      Array(2).fill(expect.stringContaining("is the execution role of a task and the task role of one")),
    );
  });
});
