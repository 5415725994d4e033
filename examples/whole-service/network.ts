import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";

/** Two subnets that reach AWS, and which nothing reaches: no gateway to pay for, and no door in. */
export class Network extends Construct {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];

  constructor(scope: Construct, id: string, region: string) {
    super(scope, id);
    const vpc = new Vpc(this, "vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
    const gateway = new InternetGateway(this, "gateway", { vpcId: vpc.id });
    const routes = new RouteTable(this, "routes", { vpcId: vpc.id });
    new Route(this, "out", { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
    this.subnetIds = ["a", "b"].map((zone, index) => {
      const subnet = new Subnet(this, `subnet_${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZone: `${region}${zone}`,
      });
      new RouteTableAssociation(this, `routes_${zone}`, { subnetId: subnet.id, routeTableId: routes.id });
      return subnet.id;
    });
    const group = new SecurityGroup(this, "tasks", {
      vpcId: vpc.id,
      description: "Tasks call out by TLS, and nobody calls them",
      egress: [{ fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }],
    });
    this.securityGroupIds = [group.id];
  }
}
