import { App } from "cdktf";
import { DataStack } from "./data-stack";
import { OrdersStack } from "./orders-stack";

const app = new App();
const data = new DataStack(app, "dev-data");
const orders = new OrdersStack(app, "dev-orders", data);
console.log(`${data.node.id} and ${orders.node.id}`);
app.synth();
