import { synthesize } from "./constructs";
import { environments } from "./stacks/environments";
import { ServiceStack } from "./stacks/service-stack";

synthesize((app) => {
  for (const environment of environments) new ServiceStack(app, environment);
});
