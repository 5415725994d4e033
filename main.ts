import { App } from "cdktf";
import { synthesize } from "./lib";
import { environments } from "./stacks/environments";
import { ServiceStack } from "./stacks/service-stack";

const app = new App();
for (const environment of environments) new ServiceStack(app, environment);
synthesize(app);
