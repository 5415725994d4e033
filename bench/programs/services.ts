import { synthesize } from "./constructs";
import { environments } from "./stacks/environments";
import { ServiceStack } from "./stacks/service-stack";

/** As many services as the argument says, each in the three environments, in one app; tells what they cost. */
const services = Number(process.argv[2]);
globalThis.gc?.();
const heap = process.memoryUsage().heapUsed;
const start = process.cpuUsage();
let built: readonly unknown[] = [];
synthesize((app) => {
  for (let service = 0; service < services; service += 1) {
    for (const environment of environments)
      new ServiceStack(app, { ...environment, name: `${environment.name}${service}` });
  }
  built = app.node.children;
});
const { user, system } = process.cpuUsage(start);
globalThis.gc?.();
const stacks = built.length;
const kilobytes = (process.memoryUsage().heapUsed - heap) / 1_000;
console.log(JSON.stringify({ stacks, milliseconds: (user + system) / 1_000, kilobytes }));
