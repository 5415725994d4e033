import { RolePair } from "../../constructs";
import { addressesOf, resourceAt, statementsOf, synthesized } from "../synthesized";

describe("a role pair", () => {
  it("is two roles and nothing else, with everything default", () => {
    const json = synthesized((stack) => void new RolePair(stack, "roles", { name: "my-dev-service" }));
    expect(addressesOf(json)).toEqual([
      "aws_iam_role.execution_role",
      "aws_iam_role.task_role",
      "aws_iam_role_policies_exclusive.execution_role_policies",
      "aws_iam_role_policies_exclusive.task_role_policies",
      "aws_iam_role_policy_attachments_exclusive.execution_role_attachments",
      "aws_iam_role_policy_attachments_exclusive.task_role_attachments",
    ]);
    expect(json.resource).toMatchSnapshot();
  });

  it("takes all that a role takes, with everything set", () => {
    const json = synthesized((stack) => {
      const roles = new RolePair(stack, "roles", {
        name: "my-dev-service",
        path: "/services/",
        permissionsBoundary: "arn:aws:iam::000000000000:policy/boundary",
        maxSessionDurationSeconds: 7200,
        tags: { tier: "backend" },
        executionRole: { roleName: "ecs-exec-role", description: "ECS itself", sourceConditions: false },
        taskRole: { roleName: "ecs-task-role", description: "the application", path: "/applications/" },
      });
      roles.task.addStatements({
        sid: "ReadObjects",
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::my-bucket/*"],
      });
    });
    expect(json.resource).toMatchSnapshot();
  });

  it("trusts the ECS tasks of its own account and region alone", () => {
    const json = synthesized((stack) => void new RolePair(stack, "roles", { name: "my-dev-service" }));
    for (const role of ["aws_iam_role.execution_role", "aws_iam_role.task_role"]) {
      expect(resourceAt(json, role).assume_role_policy.Statement).toEqual([
        {
          Sid: "AllowEcsTasks",
          Effect: "Allow",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
          Action: ["sts:AssumeRole"],
          Condition: {
            ArnLike: { "aws:SourceArn": ["arn:aws:ecs:eu-west-1:000000000000:*"] },
            StringEquals: { "aws:SourceAccount": ["000000000000"] },
          },
        },
      ]);
    }
  });

  it("drops the source conditions of the execution role alone, and only where told to", () => {
    const json = synthesized(
      (stack) =>
        void new RolePair(stack, "roles", { name: "my-dev-service", executionRole: { sourceConditions: false } }),
    );
    const conditionOf = (role: string) => resourceAt(json, role).assume_role_policy.Statement[0].Condition;
    expect(conditionOf("aws_iam_role.execution_role")).toBeUndefined();
    expect(conditionOf("aws_iam_role.task_role")).toBeDefined();
  });

  it("gives the policy to the role by its id, which a replaced role does not keep", () => {
    const json = synthesized((stack) => {
      const roles = new RolePair(stack, "roles", { name: "my-dev-service" });
      roles.task.allow("Read", { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::my-bucket/*"] });
    });
    expect(resourceAt(json, "aws_iam_role_policy.task_role_policy").role).toMatch(/aws_iam_role\.task_role\.id\}$/);
  });

  it("gives a role its policy however late a statement comes", () => {
    const json = synthesized((stack) => {
      const { task } = new RolePair(stack, "roles", { name: "my-dev-service" });
      for (const bucket of ["b", "a"]) {
        task.addStatements({ sid: "ReadObjects", actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${bucket}/*`] });
      }
    });
    expect(statementsOf(json, "task_role")).toEqual({
      ReadObjects: { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] },
    });
    expect(addressesOf(json)).not.toContain("aws_iam_role_policy.execution_role_policy");
  });

  it("leaves IAM's own variables to IAM", () => {
    const json = synthesized((stack) => {
      const { task } = new RolePair(stack, "roles", { name: "my-dev-service" });
      const own = "arn:aws:s3:::my-bucket/$" + "{aws:PrincipalTag/team}/*";
      task.addStatements({ sid: "ReadOwn", actions: ["s3:GetObject"], resources: [own] });
    });
    expect(statementsOf(json, "task_role").ReadOwn?.Resource).toEqual([
      "arn:aws:s3:::my-bucket/$" + "{aws:PrincipalTag/team}/*",
    ]);
  });
});
