import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { LocalBackend, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { DataStack } from "./data-stack";

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** A queue, and a function with a role of its own. */
export class OrdersStack extends TerraformStack {
  readonly queue: SqsQueue;
  readonly lambdaRole: IamRole;

  constructor(scope: Construct, id: string, data: DataStack) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../${id}.tfstate` });
    new AwsProvider(this, "AWS", {
      region: "eu-central-1",
      allowedAccountIds: ["111122223333"],
      defaultTags: [{ tags: { team: "orders" } }],
    });
    const orders = new Construct(this, "orders");
    this.queue = new SqsQueue(orders, "queue", { name: "dev-orders" });
    const roles = new Construct(this, "roles");
    this.lambdaRole = new IamRole(roles, "lambda", {
      name: "dev-orders-lambda",
      assumeRolePolicy: JSON.stringify(TRUST),
    });
    new LambdaFunction(this, "service", {
      functionName: "dev-orders",
      role: this.lambdaRole.arn,
      runtime: "nodejs22.x",
      handler: "index.handler",
      s3Bucket: "dev-orders-code",
      s3Key: "orders.zip",
      environment: { variables: { TABLE: data.table.nameInput ?? "" } },
    });
  }
}
