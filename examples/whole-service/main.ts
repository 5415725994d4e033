import { type Environment, synthesize } from "../../constructs";
import { OrdersStack } from "./orders-stack";

const environment: Environment = {
  name: "dev",
  account: "000000000000",
  region: "eu-west-1",
  owner: "my-team",
  backend: { type: "local" },
};

synthesize((app) => new OrdersStack(app, environment));
