import * as fc from "fast-check";
import {
  type Container,
  CredentialSpec,
  Image,
  Logging,
  Secret,
  type TaskDefinitionProps,
  type Volume,
} from "../../constructs";
import { DEV } from "../synthesized";

const ACCOUNT = DEV.account;
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);

const image = fc.oneof(
  fc
    .constantFrom("nginx", "public.ecr.aws/nginx/nginx:1.27", "ghcr.io/a/b@sha256:".concat("0".repeat(64)))
    .map((text) => Image.fromRegistry(text)),
  fc
    .record({
      repository: fc.stringMatching(/^[a-z]{2,8}$/),
      account: fc.constantFrom(undefined, "111111111111"),
      region: fc.constantFrom(undefined, "us-east-1"),
      fips: fc.boolean(),
      dualStack: fc.boolean(),
    })
    .map(({ repository, ...options }) => Image.fromEcr(repository, { tag: "1.0.0", ...options })),
);

const secret = fc.oneof(
  name.map((each) => Secret.fromParameter(`/my-service/${each}`)),
  name.map((each) => Secret.fromParameter(`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/${each}`)),
  name.map((each) => Secret.fromParameter(`/aws/reference/secretsmanager/${each}`)),
  name.map((each) => Secret.fromSecretsManager(each, { jsonKey: "password" })),
  name.map((each) =>
    Secret.fromSecretsManager(`arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:rds!${each}-AbCdEf`),
  ),
);

const fireLens = fc.oneof(
  fc
    .record({
      Name: fc.constantFrom("cloudwatch", "cloudwatch_logs"),
      log_group_name: fc.constantFrom("/svc", "/ecs/$(ecs_cluster)/app", "$(ecs_task_id)"),
      auto_create_group: fc.constantFrom("true", "false"),
    })
    .map((options) => ({ ...options })),
  fc.constantFrom<Record<string, string>>(
    { Name: "s3", bucket: "my-logs" },
    { Name: "kinesis_streams", stream: "logs", region: "us-east-1" },
    { Name: "firehose", delivery_stream: "logs", role_arn: "arn:aws:iam::111111111111:role/logs" },
    { Name: "opensearch", Host: "search-logs.eu-west-1.es.amazonaws.com", AWS_Auth: "On" },
    { Name: "opensearch", Host: "logs.example.com", AWS_Auth: "On" },
    { Name: "datadog", apikey: "0" },
  ),
);

const logging = fc.oneof(
  fc.constant(undefined),
  fc.record({ logGroupName: name, createGroup: fc.boolean() }).map((options) => Logging.awsLogs(options)),
  secret.map((token) => Logging.fromDriver("splunk", { secretOptions: { "splunk-token": token } })),
  fireLens.map((options) => Logging.fireLens({ options })),
);

const container: fc.Arbitrary<Container> = fc.record({
  name,
  image,
  logging,
  secrets: fc.dictionary(fc.stringMatching(/^[A-Z]{1,6}$/), secret, { maxKeys: 4 }),
  environmentFiles: fc.uniqueArray(
    name.map((file) => `arn:aws:s3:::my-files/${file}.env`),
    { maxLength: 2 },
  ),
  mountPoints: fc.constantFrom(
    [],
    [{ sourceVolume: "shared", containerPath: "/shared" }],
    [{ sourceVolume: "shared", containerPath: "/shared", readOnly: true }],
  ),
  repositoryCredentials: fc.constantFrom(undefined, { secretArn: "registry" }),
  credentialSpec: fc.constantFrom(
    undefined,
    CredentialSpec.fromS3("arn:aws:s3:::specs/app.json"),
    CredentialSpec.fromSecret(Secret.fromParameter("/specs/app")),
  ),
  readonlyRootFilesystem: fc.constant(false),
});

/** A log router, for containers that log through FireLens. */
export const ROUTER: Container = {
  name: "Router",
  image: Image.fromRegistry("public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"),
  firelens: { type: "fluentbit" },
  readonlyRootFilesystem: false,
};

/** A task but for its name and its roles. */
export type Task = Omit<TaskDefinitionProps, "family" | "roles">;

const anyTask: fc.Arbitrary<Task> = fc.record({
  launchType: fc.constant("EC2" as const),
  memoryMiB: fc.constant(512),
  containers: fc
    .uniqueArray(container, { minLength: 1, maxLength: 3, selector: (each) => each.name })
    .map((containers) => [...containers, ROUTER]),
  volumes: fc.constantFrom<readonly Volume[]>(
    [{ name: "shared" }],
    [{ name: "shared", efs: { fileSystemId: "fs-0123456789abcdef0", accessPointId: "fsap-0123456789abcdef0" } }],
    [{ name: "shared", efs: { fileSystemId: "fs-0123456789abcdef0", iam: false } }],
    [{ name: "shared", docker: { scope: "shared", autoprovision: true } }],
    [{ name: "shared", configuredAtLaunch: true }],
  ),
});

const mountsWhatIsLaunched = ({ containers, volumes = [] }: Task) =>
  !volumes.some(({ configuredAtLaunch }) => configuredAtLaunch) ||
  containers.some(({ mountPoints = [] }) => mountPoints.length > 0);

/** Tasks of one to three containers beside a log router, with whatever ECS takes for them. */
export const generatedTasks: fc.Arbitrary<Task> = anyTask.filter(mountsWhatIsLaunched);
