import * as fc from "fast-check";
import { needsOf } from "../../aws/ecs/needs";
import type { NeedsContext } from "../../aws/ecs/needs/needs-context";
import { renderPolicy } from "../../aws/policy/render-policy";
import {
  type Container,
  CredentialSpec,
  Image,
  KmsKey,
  Logging,
  RolePair,
  Secret,
  TaskDefinition,
  type TaskDefinitionProps,
  type Volume,
} from "../../constructs";
import { readAcceptances } from "../../review/findings/accepted-findings";
import { taskForm } from "../../review/task/task-form";
import { DEV, resourceAt, type StackJson, synthesized } from "../synthesized";

const KEY = KmsKey.fromArn("arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555");
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

const ROUTER: Container = {
  name: "Router",
  image: Image.fromRegistry("public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"),
  firelens: { type: "fluentbit" },
  readonlyRootFilesystem: false,
};

type Task = Omit<TaskDefinitionProps, "family" | "roles">;

const task: fc.Arbitrary<Task> = fc.record({
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

function build(props: Task): StackJson {
  return synthesized((stack) => {
    const roles = new RolePair(stack, "roles", { name: "my-dev-service" });
    new TaskDefinition(stack, "task", { family: "my-dev-service", roles, ...props });
  });
}

/** What one of the two roles needs by the synthesized task definition alone, as a policy. */
function needed(json: StackJson, role: "execution" | "task", said: Partial<NeedsContext>): unknown {
  const { container_definitions: containers, ...attributes } = resourceAt(json, "aws_ecs_task_definition.task");
  const location = { partition: "aws", region: DEV.region, account: ACCOUNT, dnsSuffix: "amazonaws.com" };
  const { needs } = needsOf(taskForm(attributes, containers), { location, ...said });
  const own = needs.filter((need) => need.role === role).map(({ because: _, ...statement }) => statement);
  return own.length > 0 ? JSON.parse(renderPolicy(own)) : undefined;
}

function granted(json: StackJson, role: "execution" | "task"): unknown {
  return json.resource.aws_iam_role_policy?.[`${role}_role_policy`]?.policy;
}

const mountsWhatIsLaunched = ({ containers, volumes = [] }: Task) =>
  !volumes.some(({ configuredAtLaunch }) => configuredAtLaunch) ||
  containers.some(({ mountPoints = [] }) => mountPoints.length > 0);

describe("any task's two roles", () => {
  it("are given what its synthesized JSON needs, and nothing else", () => {
    fc.assert(
      fc.property(task.filter(mountsWhatIsLaunched), (props) => {
        const json = build(props);
        for (const role of ["execution", "task"] as const) expect(granted(json, role)).toEqual(needed(json, role, {}));
      }),
      { numRuns: 100 },
    );
  });

  it("are given what follows from what that JSON cannot say", () => {
    const cached = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/hub/nginx:1`;
    const json = build({
      cpuUnits: 256,
      memoryMiB: 512,
      guardDuty: true,
      executeCommand: { logGroupName: "/exec", bucketName: "my-sessions", bucketKey: KEY, key: KEY },
      volumes: [{ name: "data", efs: { fileSystemId: "fs-0123456789abcdef0", rootAccess: true } }],
      containers: [
        {
          name: "app",
          image: Image.fromEcr("hub/nginx", {
            tag: "1",
            pullThroughCache: { createRepository: true, tagRepository: true },
          }),
          secrets: { P: Secret.fromParameter("/p", { key: KEY }), S: Secret.fromSecretsManager("s", { key: KEY }) },
          environmentFiles: [{ objectArn: "arn:aws:s3:::my-files/app.env", key: KEY }],
          credentialSpec: CredentialSpec.fromS3("arn:aws:s3:::specs/app.json", {
            key: KEY,
            domainlessUser: Secret.fromSecretsManager("user"),
          }),
          logging: Logging.fireLens({ options: { Name: "s3", bucket: "my-logs" }, bucketKey: KEY }),
          readonlyRootFilesystem: false,
        },
        ROUTER,
      ],
    });
    const secretArn = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:`;
    const keyed = [
      `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/p`,
      `${secretArn}s`,
      "arn:aws:s3:::my-files/app.env",
      "arn:aws:s3:::specs/app.json",
      "my-logs",
      "my-sessions",
    ];
    const reference = { keyArn: KEY.id };
    const said: Partial<NeedsContext> = {
      keys: Object.fromEntries(keyed.map((text) => [text, [reference]])),
      caches: { [cached]: { createRepository: true, tagRepository: true } },
      credentialSecrets: { "credentialspecdomainless:arn:aws:s3:::specs/app.json": `${secretArn}user` },
      rootAccess: ["data"],
      executeCommand: { logGroupName: "/exec", bucketName: "my-sessions", key: reference },
      guardDuty: true,
    };
    for (const role of ["execution", "task"] as const) expect(granted(json, role)).toEqual(needed(json, role, said));
  });

  it("say beside their policies what asks for each statement, and beside the task what cannot be derived", () => {
    const json = build({
      cpuUnits: 256,
      memoryMiB: 512,
      containers: [
        {
          name: "app",
          image: Image.fromEcr("my-service", { tag: "1" }),
          logging: Logging.fireLens({ options: { Name: "opensearch", Host: "logs.example.com", AWS_Auth: "On" } }),
          secrets: { A: Secret.fromParameter("/a"), B: Secret.fromParameter("/b") },
        },
        ROUTER,
      ],
    });
    expect(resourceAt(json, "aws_iam_role_policy.execution_role_policy")["//"].reasons).toEqual({
      ECRGetAuthorizationToken: "container app: image",
      ECRPullImages: "container app: image",
      LogsWriteStreams: "container Router: logs",
      SSMGetParameters: "container app: secret A; container app: secret B",
    });
    expect(resourceAt(json, "aws_ecs_task_definition.task")["//"].notDerived).toEqual([
      "container app: logs through FireLens: 'logs.example.com' is no endpoint of AWS's that says which domain it is",
    ]);
  });

  it("say beside the task what of it the review accepts, with the reason that code gives", () => {
    const json = build({
      cpuUnits: 256,
      memoryMiB: 512,
      containers: [
        {
          name: "app",
          image: Image.fromRegistry("nginx"),
          environment: { CSRF_TOKEN: "static", STAGE: "dev" },
          plainTextBecause: { CSRF_TOKEN: "it is public in every page", STAGE: "it is no secret" },
        },
      ],
    });
    const stated = [
      {
        id: "plain-secret",
        what: "container app has what looks like a secret in its environment: CSRF_TOKEN (its name says so)",
        reason: "it is public in every page",
      },
    ];
    expect(resourceAt(json, "aws_ecs_task_definition.task")["//"].acceptedFindings).toEqual(stated);
    expect(readAcceptances(JSON.stringify(json), "cdk.tf.json")).toEqual([
      { ...stated[0], where: "aws_ecs_task_definition.task", isStated: true },
    ]);
  });
});
