import type { ProjectCopy } from "./project-copy";

/** What users change in `stacks/` first, each with the edits that do it. */
export const CHANGES: Readonly<Record<string, (copy: ProjectCopy) => void>> = {
  "another account": (copy) => copy.edit("stacks/environments.ts", '"000000000000"', '"123456789012"'),
  "an environment variable": (copy) =>
    copy.edit("stacks/my-service.ts", "environment: {", 'environment: { LOG_LEVEL: "debug",'),
  "a statement of one's own": (copy) =>
    copy.edit(
      "stacks/my-service.ts",
      "const sid =",
      'this.roles.task.allow("ReadTemplates", { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::my-templates/*"] });\n    const sid =',
    ),
  "a whole other service": (copy) => copy.write("stacks/service-stack.ts", OTHER_SERVICE),
};

const OTHER_SERVICE = `import type { Construct } from "constructs";
import { EnvironmentStack, Image, RolePair, Secret, TaskDefinition } from "../constructs";
import type { ServiceEnvironment } from "./environments";

/** A web server without a queue. */
export class ServiceStack extends EnvironmentStack {
  constructor(scope: Construct, environment: ServiceEnvironment) {
    super(scope, { service: "shop", environment });
    const roles = new RolePair(this, "roles", { name: \`shop-\${environment.name}\` });
    new TaskDefinition(this, "task", {
      family: \`shop-\${environment.name}\`,
      roles,
      cpuUnits: environment.cpuUnits,
      memoryMiB: environment.memoryMiB,
      containers: [
        {
          name: "web",
          image: Image.fromEcr("shop", { tag: environment.imageTag }),
          ports: [{ containerPort: 8080 }],
          secrets: { SESSION_KEY: Secret.fromParameter("/shop/session-key") },
        },
      ],
    });
  }
}
`;
