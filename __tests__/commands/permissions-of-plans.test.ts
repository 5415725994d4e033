import { readFileSync } from "node:fs";
import { join } from "node:path";
import { permissionsOf } from "../../commands/permissions/grants";
import { plannedStack } from "../../commands/permissions/planned-stack";

const registry = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";

const policyOf = (repository: string) =>
  JSON.stringify({
    Statement: [
      { Sid: "Token", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Sid: "Pull",
        Effect: "Allow",
        Action: "ecr:BatchGetImage",
        Resource: `arn:aws:ecr:eu-west-1:111122223333:repository/${repository}`,
      },
    ],
  });

/** A module as a plan shows it: a role, its policy and a task, of which only the role is told by name. */
function shownModule(prefix: string, name: string) {
  const at = (address: string) => `${prefix}${address}`;
  return {
    resources: [
      { address: at("aws_iam_role.execution[0]"), type: "aws_iam_role", values: { name: `${name}-execution` } },
      { address: at("aws_iam_role.task"), type: "aws_iam_role", values: { name: `${name}-task` } },
      {
        address: at("aws_iam_role_policy.execution"),
        type: "aws_iam_role_policy",
        values: { name, policy: policyOf(name) },
      },
      {
        address: at("aws_ecs_task_definition.task"),
        type: "aws_ecs_task_definition",
        values: { family: name, container_definitions: JSON.stringify([{ name, image: `${registry}/${name}:1` }]) },
      },
    ],
  };
}

const configuration = {
  resources: [
    { address: "aws_iam_role.execution", mode: "managed", type: "aws_iam_role", name: "execution" },
    { address: "aws_iam_role.task", mode: "managed", type: "aws_iam_role", name: "task" },
    {
      address: "aws_iam_role_policy.execution",
      mode: "managed",
      type: "aws_iam_role_policy",
      name: "execution",
      expressions: { role: { references: ["aws_iam_role.execution[0].id", "aws_iam_role.execution[0]"] } },
    },
    {
      address: "aws_ecs_task_definition.task",
      mode: "managed",
      type: "aws_ecs_task_definition",
      name: "task",
      expressions: {
        execution_role_arn: { references: ["aws_iam_role.execution[0].arn", "aws_iam_role.execution[0]"] },
        task_role_arn: { references: ["aws_iam_role.task.arn", "aws_iam_role.task"] },
      },
    },
  ],
};

describe("the permissions of a plan", () => {
  it("are told of the role that a policy refers to, and of the tasks that have it, one module beside another", () => {
    const stack = plannedStack({
      format_version: "1.2",
      planned_values: {
        root_module: {
          child_modules: [shownModule('module.app["a"].', "orders"), shownModule('module.app["b"].', "bills")],
        },
      },
      configuration: { root_module: { module_calls: { app: { module: configuration } } } },
    });
    const { grants } = permissionsOf(stack, "plan");
    expect(grants.map(({ role, roleName, sid, neededBy }) => [role, roleName, sid, neededBy])).toEqual([
      ["execution role", "orders-execution", "Token", ["container orders: image"]],
      ["execution role", "orders-execution", "Pull", ["container orders: image"]],
      ["execution role", "bills-execution", "Token", ["container bills: image"]],
      ["execution role", "bills-execution", "Pull", ["container bills: image"]],
    ]);
  });

  it("are told of a plan that is cut to its changes, without what it destroys", () => {
    const role = { address: "aws_iam_role.task", type: "aws_iam_role" };
    const own = { address: "aws_iam_role_policy.task", type: "aws_iam_role_policy" };
    const gone = { address: "aws_iam_role_policy.gone", type: "aws_iam_role_policy" };
    const stack = plannedStack({
      format_version: "1.2",
      planned_values: { root_module: {} },
      resource_changes: [
        { ...role, change: { after: { name: "orders" } } },
        { ...own, change: { after: { role: "orders", policy: policyOf("orders") } } },
        { ...gone, change: { after: null } },
      ],
    });
    expect(permissionsOf(stack, "plan").grants).toMatchObject([{ roleName: "orders" }, { roleName: "orders" }]);
  });

  it("stay a policy's where the role may be one of several", () => {
    const [execution] = configuration.resources;
    const roles = { references: ["aws_iam_role.execution", "aws_iam_role.task"] };
    const policy = {
      address: "aws_iam_role_policy.execution",
      mode: "managed",
      type: "aws_iam_role_policy",
      name: "execution",
      expressions: { role: roles },
    };
    const stack = plannedStack({
      format_version: "1.2",
      planned_values: { root_module: shownModule("", "orders") },
      configuration: { root_module: { resources: [execution, policy] as never } },
    });
    expect(permissionsOf(stack, "plan").grants).toMatchObject([
      { role: "policy", roleName: "orders" },
      { role: "policy", roleName: "orders" },
    ]);
  });

  it("are of the role that each.value or a module's instance comes to, as a review follows it", () => {
    const file = join(__dirname, "../cases/review/roles-by-key/after.plan.json");
    const { grants } = permissionsOf(plannedStack(JSON.parse(readFileSync(file, "utf8"))), "plan");
    expect(grants.map(({ role, roleName, name }) => [role, roleName, name])).toEqual([
      ["role", "orders", "send"],
      ["role", "returns", "send"],
      ["policy", "publish", "publish"],
    ]);
  });
});
