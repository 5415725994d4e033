import { DeployerPolicy, Image, RolePair, TaskDefinition } from "../../constructs";
import { resourceAt, type StackJson, synthesized } from "../synthesized";

function deployerJson(skipDestroy?: boolean): StackJson {
  return synthesized((stack) => {
    const taskDefinition = new TaskDefinition(stack, "task", {
      family: "my-dev-service",
      roles: new RolePair(stack, "roles", { name: "my-dev-service" }),
      cpuUnits: 256,
      memoryMiB: 512,
      skipDestroy,
      containers: [{ name: "app", image: Image.fromRegistry("public.ecr.aws/nginx/nginx:1.27") }],
    });
    new DeployerPolicy(stack, "deployer", { policyName: "my-dev-service-deployer", taskDefinition });
  });
}

describe("a deployer's policy", () => {
  it("passes exactly the two roles to ECS, and registers this family", () => {
    expect(resourceAt(deployerJson(), "aws_iam_policy.deployer")).toMatchSnapshot();
  });

  it("does not deregister revisions that are to stay", () => {
    const actions = (json: StackJson) =>
      resourceAt(json, "aws_iam_policy.deployer").policy.Statement.flatMap(
        ({ Action }: { Action: string[] }) => Action,
      );
    expect(actions(deployerJson())).toContain("ecs:DeregisterTaskDefinition");
    expect(actions(deployerJson(true))).not.toContain("ecs:DeregisterTaskDefinition");
  });
});
