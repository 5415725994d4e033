import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { DeployerPolicy, Queue } from "../../constructs";
import { problemsOf, resourceAt, synthesized } from "../synthesized";
import { smallTask } from "./small-task";

const SELF = "arn:aws:iam::000000000000:policy/deploy-orders";

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

describe("a deployer's policy of a whole stack", () => {
  const json = synthesized((stack) => {
    new DeployerPolicy(stack, "deployer", { policyName: "deploy-orders" });
    smallTask(stack);
    new Queue(stack, "work", { queueName: "dev-orders" });
  });
  const statements: readonly Statement[] = resourceAt(json, "aws_iam_policy.deployer").policy.Statement;
  const about = (resource: string) =>
    statements.filter(({ Resource }) => Resource.includes(resource)).flatMap(({ Action }) => Action);

  it("is about what is added after it, too", () => {
    expect(about("arn:aws:sqs:eu-west-1:000000000000:dev-orders")).toContain("sqs:CreateQueue");
    expect(about("arn:aws:iam::000000000000:role/orders-task-role")).toEqual(
      expect.arrayContaining(["iam:CreateRole", "iam:PutRolePolicy", "iam:PassRole"]),
    );
  });

  it("is not to be changed by who has it", () => {
    expect(about(SELF)).toEqual(["iam:GetPolicy", "iam:GetPolicyVersion", "iam:ListPolicyVersions"]);
    expect(statements.filter(({ Action }) => Action.includes("iam:CreatePolicyVersion"))).toEqual([]);
  });

  it("is refused where it is longer than IAM takes", () => {
    const problems = problemsOf((stack) => {
      new DeployerPolicy(stack, "deployer", { policyName: "deploy-orders" });
      for (let index = 0; index < 40; index += 1)
        new Queue(stack, `work${index}`, { queueName: `dev-orders-${index}` });
    });
    expect(problems.join("\n")).toMatch(/'deploy-orders' must be at most 6144 characters, got \d+: leave it out/);
  });

  it("does not stop at a type it knows nothing of", () => {
    const problems = problemsOf((stack) => {
      new DeployerPolicy(stack, "deployer", { policyName: "deploy-orders" });
      new SsmParameter(stack, "parameter", { name: "/orders/table", type: "String", value: "orders" });
    });
    expect(problems).toEqual([]);
  });
});
