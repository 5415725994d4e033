import { Construct } from "constructs";
import { access, type Environment, Image, onlyGroups, Queue, RolePair, Secret, TaskDefinition } from "ecs-role-pair";

/** Draws thumbnails of uploads, tells who asked for them, and keeps the order in which a picture changed. */
export class Thumbnails extends Construct {
  readonly task: TaskDefinition;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    onlyGroups(this);
    const family = `${environment.name}-thumbnails`;
    const uploads = new Queue(this, "uploads", { queueName: `${family}-uploads`, visibilityTimeoutSeconds: 300 });
    const drawn = new Queue(this, "drawn", { queueName: `${family}-drawn` });
    const changes = new Queue(this, "changes", {
      queueName: `${family}-changes.fifo`,
      fifo: true,
      contentBasedDeduplication: true,
    });

    const roles = new RolePair(this, "roles", { name: family });
    uploads.grantConsume(roles.task);
    drawn.grantSend(roles.task);
    changes.grantSend(roles.task);
    roles.task.allow("ReadUploads", access.readObjects(`${family}-uploads`));

    this.task = new TaskDefinition(this, "task", {
      family,
      roles,
      cpuUnits: 512,
      memoryMiB: 1024,
      containers: [
        {
          name: "app",
          image: Image.fromEcr("thumbnails", { tag: "1.0.0" }),
          environment: { UPLOADS_QUEUE_URL: uploads.url, DRAWN_QUEUE_URL: drawn.url, CHANGES_QUEUE_URL: changes.url },
          secrets: {
            SIGNING_KEY: Secret.fromSecretsManager(`${family}/signing`, { jsonKey: "key" }),
          },
          dependsOn: [{ containerName: "collector", condition: "START" }],
        },
        {
          name: "collector",
          image: Image.fromRegistry("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"),
          essential: false,
        },
      ],
    });
  }
}
