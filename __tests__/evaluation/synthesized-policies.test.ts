import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { RolePair } from "../../constructs";
import { serviceStack } from "./service-definition";
import { synthesizedPolicies } from "./synthesized-policies";

// biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable of IAM
const TEAM_FOLDER = "arn:aws:s3:::home/${aws:PrincipalTag/team}/*";
const stackOf = () => serviceStack({ family: "orders", queues: { work: { queueName: "orders" } } });

describe("the policies read from a synthesized stack", () => {
  test("are the roles' own, the trust in them, and the queues'", () => {
    const stack = serviceStack({
      family: "orders",
      queues: { work: { queueName: "orders" } },
      grants: { work: ["grantConsume"] },
    });
    const { policies } = synthesizedPolicies(stack);
    expect(policies.map(({ name, attachedTo }) => `${name} of ${attachedTo}`).sort()).toEqual([
      "queue policy of arn:aws:sqs:eu-west-1:000000000000:orders",
      "queue policy of arn:aws:sqs:eu-west-1:000000000000:orders-dead-letter",
      "task role policy of arn:aws:iam::000000000000:role/orders-task-role",
      "trust policy of arn:aws:iam::000000000000:role/orders-exec-role",
      "trust policy of arn:aws:iam::000000000000:role/orders-task-role",
    ]);
  });

  test("are as AWS gets them: without Terraform's escapes", () => {
    const stack = stackOf();
    const [pair] = stack.node.findAll().filter((construct) => construct instanceof RolePair);
    pair?.task.addStatements({
      sid: "HomeFolder",
      actions: ["s3:GetObject"],
      resources: [TEAM_FOLDER],
    });
    const { policies } = synthesizedPolicies(stack);
    const [home] = policies.find(({ name }) => name === "task role policy")?.document.Statement ?? [];
    expect(home?.Resource).toEqual([TEAM_FOLDER]);
  });

  test.each([
    ["a managed policy of a role", "aws_iam_role_policy_attachment"],
    ["a queue policy of its own", "aws_sqs_queue_policy"],
  ])("refuse to overlook %s", (_, type) => {
    const stack = stackOf();
    if (type === "aws_sqs_queue_policy") new SqsQueuePolicy(stack, "policy", { queueUrl: "url", policy: "{}" });
    else
      new IamRolePolicyAttachment(stack, "attachment", {
        role: "orders-task-role",
        policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      });
    expect(() => synthesizedPolicies(stack)).toThrow(`policies that the evaluation does not read: ${type}`);
  });
});
