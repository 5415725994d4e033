import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { LocalBackend, TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** What the app keeps, and the network it runs in. */
export class DataStack extends TerraformStack {
  readonly vpc: Vpc;
  readonly table: DynamodbTable;
  readonly placed: SnsTopic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../${id}.tfstate` });
    new AwsProvider(this, "AWS", {
      region: "eu-central-1",
      allowedAccountIds: ["111122223333"],
      defaultTags: [{ tags: { team: "orders" } }],
    });
    const network = new Construct(this, "network");
    this.vpc = new Vpc(network, "vpc", { cidrBlock: "10.0.0.0/16" });
    this.table = new DynamodbTable(this, "orders", {
      name: "dev-orders",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attribute: [{ name: "id", type: "S" }],
    });
    this.placed = new SnsTopic(this, "placed", { name: "dev-orders-placed" });
  }
}
