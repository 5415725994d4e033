import { knownActions, takesResource } from "../../../aws/actions/known-action";
import { needsOf } from "../../../aws/ecs/needs";
import { reasonOf } from "../../../aws/ecs/needs/need";
import type { NeedsContext } from "../../../aws/ecs/needs/needs-context";
import type { TaskForm } from "../../../aws/ecs/task-form";

const LOCATION = {
  partition: "aws",
  region: "eu-west-1",
  account: "111122223333",
  dnsSuffix: "amazonaws.com",
};
const PUBLIC = "public.ecr.aws/nginx/nginx:1.27";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:";
const PARAMETER = "arn:aws:ssm:eu-west-1:111122223333:parameter/";

function needsOfContainer(container: object, context: Partial<NeedsContext> = {}, task: Partial<TaskForm> = {}) {
  return needsOf(
    { containers: [{ name: "app", image: PUBLIC, ...container }], ...task },
    { location: LOCATION, ...context },
  );
}

/** Each need as a line: `execution ecr:BatchGetImage,… on arn:… if …`. */
function lines(...given: Parameters<typeof needsOfContainer>): readonly string[] {
  return needsOfContainer(...given).needs.map(({ role, actions, resources, conditions }) =>
    [
      role,
      actions.join(","),
      "on",
      resources.join(","),
      ...(conditions ? ["if", JSON.stringify(conditions)] : []),
    ].join(" "),
  );
}

const pull = (repository: string, account = "111122223333", region = "eu-west-1") => [
  "execution ecr:GetAuthorizationToken on *",
  `execution ecr:BatchGetImage,ecr:GetDownloadUrlForLayer on arn:aws:ecr:${region}:${account}:repository/${repository}`,
];

/** What is known later, as whoever writes the task definition marks it. */
function later(expression: string): string {
  return ["$", `{${expression}}`].join("");
}

describe("an image", () => {
  it.each([
    ["a repository of the account", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/svc:1", pull("svc")],
    [
      "another account and region, by digest",
      `444455556666.dkr.ecr.us-east-1.amazonaws.com/a/b@sha256:${"0".repeat(64)}`,
      pull("a/b", "444455556666", "us-east-1"),
    ],
    [
      "the FIPS endpoint",
      "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/svc",
      pull("svc", "111122223333", "us-east-1"),
    ],
    ["the dual-stack endpoint", "111122223333.dkr-ecr.eu-west-1.on.aws/svc:1", pull("svc")],
    ["the dual-stack FIPS endpoint", "111122223333.dkr-ecr-fips.eu-west-1.on.aws/svc:1", pull("svc")],
    ["a tag that is known later", `111122223333.dkr.ecr.eu-west-1.amazonaws.com/svc:${later("var.tag")}`, pull("svc")],
    ["ECR Public", PUBLIC, []],
    ["Docker Hub", "nginx", []],
  ])("of %s", (_, image, expected) => {
    expect(lines({ image })).toEqual(expected);
  });

  it("through a cache may create and tag the repository where that is said", () => {
    const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/hub/nginx:1";
    const [, cached] = lines({ image }, { caches: { [image]: { createRepository: true, tagRepository: true } } });
    expect(cached).toContain("ecr:BatchImportUpstreamImage,ecr:CreateRepository,ecr:TagResource on");
  });

  it.each([
    [`${later("aws_ecr_repository.svc.repository_url")}:1`, /known only later/],
    ["https://111122223333.dkr.ecr.eu-west-1.amazonaws.com/svc", /no image's name/],
    ["nginx:a:b", /no image's name/],
  ])("%s is said not to be derivable", (image, why) => {
    expect(needsOfContainer({ image })).toMatchObject({
      needs: [],
      cannotSay: [{ container: "app", member: "image", why: expect.stringMatching(why) }],
    });
  });
});

describe("a secret", () => {
  const of = (valueFrom: string, context: Partial<NeedsContext> = {}) =>
    lines({ secrets: [{ name: "S", valueFrom }] }, context);

  it.each([
    ["a parameter by name", "/svc/db", `ssm:GetParameters on ${PARAMETER}svc/db`],
    ["a parameter by ARN", `${PARAMETER}svc/db`, `ssm:GetParameters on ${PARAMETER}svc/db`],
    [
      "another region's parameter",
      "arn:aws:ssm:us-east-1:111122223333:parameter/db",
      "ssm:GetParameters on arn:aws:ssm:us-east-1:111122223333:parameter/db",
    ],
    ["a full ARN", `${SECRET}db-AbCdEf`, `secretsmanager:GetSecretValue on ${SECRET}db-AbCdEf`],
    ["a partial ARN", `${SECRET}db`, `secretsmanager:GetSecretValue on ${SECRET}db-??????`],
    [
      "key, stage and version",
      `${SECRET}db-AbCdEf:password:AWSCURRENT:`,
      `secretsmanager:GetSecretValue on ${SECRET}db-AbCdEf`,
    ],
    [
      "RDS's own secret",
      `${SECRET}rds!db-1a2b-AbCdEf:password::`,
      `secretsmanager:GetSecretValue on ${SECRET}rds!db-1a2b-AbCdEf`,
    ],
  ])("%s", (_, valueFrom, expected) => {
    expect(of(valueFrom)).toEqual([`execution ${expected}`]);
  });

  it("that a parameter refers to takes both", () => {
    expect(of("/aws/reference/secretsmanager/db")).toEqual([
      `execution ssm:GetParameters on ${PARAMETER}aws/reference/secretsmanager/db`,
      `execution secretsmanager:GetSecretValue on ${SECRET}db-??????`,
    ]);
  });

  it("under a customer-managed key takes its decryption, through the service and for itself alone", () => {
    const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    expect(of("/svc/db", { keys: { "/svc/db": [{ keyArn }] } })[1]).toBe(
      `execution kms:Decrypt on ${keyArn} if {"StringEquals":{"kms:ViaService":["ssm.eu-west-1.amazonaws.com"],` +
        `"kms:EncryptionContext:PARAMETER_ARN":["${PARAMETER}svc/db"]}}`,
    );
    expect(of(`${SECRET}db`, { keys: { [`${SECRET}db`]: [{ alias: "alias/svc" }] } })[1]).toBe(
      'execution kms:Decrypt on arn:aws:kms:eu-west-1:111122223333:key/* if {"ForAnyValue:StringEquals":' +
        '{"kms:ResourceAliases":["alias/svc"]},"StringEquals":{"kms:ViaService":["secretsmanager.eu-west-1.amazonaws.com"]},' +
        `"StringLike":{"kms:EncryptionContext:SecretARN":["${SECRET}db-??????"]}}`,
    );
  });

  it("whose ARN is known later is granted by that, where its service is said", () => {
    const valueFrom = `${later("aws_secretsmanager_secret.db.arn")}:password::`;
    expect(of(valueFrom, { services: { [valueFrom]: "secretsmanager" } })).toEqual([
      `execution secretsmanager:GetSecretValue on ${later("aws_secretsmanager_secret.db.arn")}`,
    ]);
    expect(needsOfContainer({ secrets: [{ name: "S", valueFrom }] }).cannotSay).toEqual([
      expect.objectContaining({ container: "app", member: "secrets", what: "secret S" }),
    ]);
  });

  it.each([[`arn:aws:ssm:eu-west-1:111122223333:parameter//svc/db`], ["arn:aws:s3:::a/b"], [`${SECRET}db-AbCdEf:key`]])(
    "%s names none",
    (valueFrom) => {
      const { needs, cannotSay } = needsOfContainer({ secrets: [{ name: "S", valueFrom }] });
      expect([needs.length, cannotSay.length]).toEqual([0, 1]);
    },
  );
});

describe("logs", () => {
  const groupArn = "arn:aws:logs:eu-west-1:111122223333:log-group:/svc";
  const awslogs = (options: object) => lines({ logConfiguration: { logDriver: "awslogs", options } });

  it("of awslogs go to streams of the group, which the agent may create where it says so", () => {
    expect(awslogs({ "awslogs-group": "/svc", "awslogs-create-group": "true" })).toEqual([
      `execution logs:CreateLogStream,logs:PutLogEvents on ${groupArn}:*`,
      `execution logs:CreateLogGroup on ${groupArn},${groupArn}:*`,
    ]);
    expect(awslogs({ "awslogs-group": "/svc", "awslogs-region": "us-east-1" })[0]).toContain(":us-east-1:");
  });

  it("through other drivers take what their secret options take", () => {
    const secretOptions = [{ name: "splunk-token", valueFrom: "/splunk" }];
    expect(lines({ logConfiguration: { logDriver: "splunk", secretOptions } })).toEqual([
      `execution ssm:GetParameters on ${PARAMETER}splunk`,
    ]);
  });
});

describe("FireLens", () => {
  const of = (options: object, context: Partial<NeedsContext> = {}) =>
    lines({ logConfiguration: { logDriver: "awsfirelens", options } }, context);
  const notDerived = (options: object) =>
    needsOfContainer({ logConfiguration: { logDriver: "awsfirelens", options } }).cannotSay.map(({ why }) => why);
  const group = (name: string) => `arn:aws:logs:eu-west-1:111122223333:log-group:${name}`;

  it.each([
    [
      "the C plugin",
      { Name: "cloudwatch_logs", log_group_name: "/svc" },
      [`logs:CreateLogStream,logs:PutLogEvents on ${group("/svc")}:*`],
    ],
    [
      "the Go plugin",
      { Name: "cloudwatch", log_group_name: "/svc" },
      [`logs:CreateLogStream,logs:DescribeLogStreams,logs:PutLogEvents on ${group("/svc")}:*`],
    ],
    [
      "a template of the Go plugin's",
      { Name: "cloudwatch", log_group_name: "/ecs/$(ecs_cluster)/app", auto_create_group: "true" },
      [
        `logs:CreateLogStream,logs:DescribeLogStreams,logs:PutLogEvents on ${group("/ecs/*/app")}:*`,
        `logs:CreateLogGroup on ${group("/ecs/*/app")},${group("/ecs/*/app")}:*`,
      ],
    ],
    [
      "a template beside a name",
      { Name: "cloudwatch_logs", log_group_name: "/other", log_group_template: "/svc/$kubernetes['namespace']" },
      [`logs:CreateLogStream,logs:PutLogEvents on ${group("/other")}:*,${group("/svc/*")}:*`],
    ],
    [
      "a group known later",
      { Name: "cloudwatch_logs", log_group_name: later("aws_cloudwatch_log_group.g.name") },
      [`logs:CreateLogStream,logs:PutLogEvents on ${group(later("aws_cloudwatch_log_group.g.name"))}:*`],
    ],
    [
      "Kinesis",
      { Name: "kinesis_streams", stream: "s", region: "us-east-1" },
      ["kinesis:PutRecords on arn:aws:kinesis:us-east-1:111122223333:stream/s"],
    ],
    [
      "Firehose",
      { Name: "firehose", delivery_stream: "d" },
      ["firehose:PutRecordBatch on arn:aws:firehose:eu-west-1:111122223333:deliverystream/d"],
    ],
    ["S3", { name: "S3", bucket: "b-1" }, ["s3:PutObject on arn:aws:s3:::b-1/*"]],
    [
      "OpenSearch",
      { Name: "opensearch", Host: `vpc-my-logs-${"a1".repeat(13)}.eu-west-1.es.amazonaws.com`, AWS_Auth: "On" },
      ["es:ESHttpPost on arn:aws:es:eu-west-1:111122223333:domain/my-logs/*"],
    ],
    [
      "OpenSearch Serverless",
      { Name: "opensearch", Host: "abc123.us-east-1.aoss.amazonaws.com", AWS_Auth: "On" },
      ["aoss:APIAccessAll on arn:aws:aoss:us-east-1:111122223333:collection/abc123"],
    ],
    ["Elasticsearch of one's own", { Name: "es", Host: "search.example.com" }, []],
    ["another service", { Name: "datadog", apikey: "x" }, []],
  ])("to %s", (_, options, expected) => {
    expect(of(options)).toEqual(expected.map((line) => `task ${line}`));
  });

  it("on another role takes that role and nothing else", () => {
    const role_arn = "arn:aws:iam::444455556666:role/logs";
    expect(of({ Name: "cloudwatch", log_group_name: "/svc", role_arn })).toEqual([
      `task sts:AssumeRole on ${role_arn}`,
    ]);
  });

  it("to a bucket under a key takes the key, through S3", () => {
    const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    expect(of({ Name: "s3", bucket: "b-1" }, { keys: { "b-1": [{ keyArn }] } })[1]).toBe(
      `task kms:Decrypt,kms:GenerateDataKey on ${keyArn} if {"StringEquals":{"kms:ViaService":["s3.eu-west-1.amazonaws.com"]}}`,
    );
  });

  it.each([
    ["no destination", {}],
    ["Fluentd's plugins", { "@type": "cloudwatch_logs" }],
    ["a domain under a name of one's own", { Name: "opensearch", Host: "logs.example.com", AWS_Auth: "On" }],
    ["a plugin that signs", { Name: "prometheus_remote_write", aws_auth: "true" }],
    ["a log group without a name", { Name: "cloudwatch_logs" }],
  ])("to %s is said not to be derivable", (_, options) => {
    expect(notDerived(options)).toHaveLength(1);
  });

  it("with a configuration of its own says that where it sends to is not known", () => {
    const options = { "config-file-type": "s3", "config-file-value": "arn:aws:s3:::conf/fluent.conf" };
    const { needs, cannotSay } = needsOfContainer({ firelensConfiguration: { type: "fluentbit", options } });
    expect(needs.map(({ role, resources }) => [role, ...resources])).toEqual([
      ["execution", "arn:aws:s3:::conf/fluent.conf"],
      ["execution", "arn:aws:s3:::conf"],
    ]);
    expect(cannotSay).toEqual([expect.objectContaining({ container: "app", role: "task" })]);
  });

  it("whose init process fetches configurations does so with the task role", () => {
    const environment = [{ name: "aws_fluent_bit_init_s3_1", value: "arn:aws:s3:::conf/a.conf" }];
    expect(lines({ environment })).toEqual([
      "task s3:GetObject on arn:aws:s3:::conf/a.conf",
      "task s3:GetBucketLocation on arn:aws:s3:::conf",
    ]);
  });
});

describe("files, credentials and volumes", () => {
  it("an environment file takes the object, its bucket's place and its key", () => {
    const value = "arn:aws:s3:::conf/app.env";
    const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    expect(lines({ environmentFiles: [{ type: "s3", value }] }, { keys: { [value]: [{ keyArn }] } })).toEqual([
      `execution s3:GetObject on ${value}`,
      "execution s3:GetBucketLocation on arn:aws:s3:::conf",
      `execution kms:Decrypt on ${keyArn} if {"StringEquals":{"kms:ViaService":["s3.eu-west-1.amazonaws.com"]}}`,
    ]);
  });

  it("a file behind an access point is said not to be one", () => {
    const value = "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/app.env";
    expect(needsOfContainer({ environmentFiles: [{ type: "s3", value }] }).cannotSay).toHaveLength(1);
  });

  it.each([
    [
      "credentialspec:arn:aws:s3:::specs/a.json",
      ["s3:GetObject on arn:aws:s3:::specs/a.json", "s3:GetBucketLocation on arn:aws:s3:::specs"],
    ],
    [`credentialspec:${PARAMETER}spec`, [`ssm:GetParameters on ${PARAMETER}spec`]],
    [`credentialspec:${SECRET}spec-AbCdEf`, [`secretsmanager:GetSecretValue on ${SECRET}spec-AbCdEf`]],
    ["credentialspec:file://spec.json", []],
  ])("the execution role reads %s", (spec, expected) => {
    expect(lines({ credentialSpecs: [spec] })).toEqual(expected.map((line) => `execution ${line}`));
  });

  it("a domainless credential spec has a secret of its own, which is said", () => {
    const { needs, cannotSay } = needsOfContainer({ credentialSpecs: [`credentialspecdomainless:${PARAMETER}spec`] });
    expect([needs.length, cannotSay.length]).toEqual([1, 1]);
  });

  const efs = { fileSystemId: "fs-1", authorizationConfig: { iam: "ENABLED", accessPointId: "fsap-1" } };
  const volumes = [{ name: "data", efsVolumeConfiguration: efs }];
  const fileSystem = "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1";

  it("EFS is mounted with IAM, written where a container does, through the access point alone", () => {
    const mountPoints = [{ sourceVolume: "data", containerPath: "/data" }];
    const condition =
      'if {"StringEquals":{"elasticfilesystem:AccessPointArn":["arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1"]}}';
    expect(lines({ mountPoints }, { rootAccess: ["data"] }, { volumes })).toEqual([
      `task elasticfilesystem:ClientMount,elasticfilesystem:ClientWrite,elasticfilesystem:ClientRootAccess on ${fileSystem} ${condition}`,
    ]);
    expect(lines({ mountPoints: [{ ...mountPoints[0], readOnly: true }] }, {}, { volumes })).toEqual([
      `task elasticfilesystem:ClientMount on ${fileSystem} ${condition}`,
    ]);
  });

  it("FSx is looked up, and its credentials fetched, with the execution role", () => {
    const fsx = { fileSystemId: "fs-1", authorizationConfig: { credentialsParameter: `${SECRET}ad-AbCdEf` } };
    expect(lines({}, {}, { volumes: [{ name: "data", fsxWindowsFileServerVolumeConfiguration: fsx }] })).toEqual([
      "execution fsx:DescribeFileSystems on *",
      `execution secretsmanager:GetSecretValue on ${SECRET}ad-AbCdEf`,
    ]);
  });
});

describe("the task as a whole", () => {
  it("takes for ECS Exec its channels, and what its sessions' logs take", () => {
    const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
    const executeCommand = { logGroupName: "/exec", bucketName: "b-1", keyPrefix: "exec/", key: { keyArn } };
    expect(
      needsOfContainer({}, { executeCommand, keys: { "b-1": [{ keyArn }] } }).needs.map(({ role, sid }) => [role, sid]),
    ).toEqual([
      ["task", "ECSExecChannels"],
      ["task", "ECSExecFindLogGroup"],
      ["task", "ECSExecWriteLogs"],
      ["task", "ECSExecPutLogs"],
      ["task", "ECSExecReadBucketEncryption"],
      ["task", "ECSExecEncryptWithKey"],
      ["task", "ECSExecDecryptSession"],
    ]);
  });

  it("takes for GuardDuty the agent's image of the region's account", () => {
    expect(lines({}, { guardDuty: true })).toEqual([
      "execution ecr:GetAuthorizationToken on *",
      "execution ecr:BatchGetImage,ecr:GetDownloadUrlForLayer,ecr:BatchCheckLayerAvailability on " +
        "arn:aws:ecr:eu-west-1:694911143906:repository/aws-guardduty-agent-fargate",
    ]);
    const location = { ...LOCATION, region: "eu-nowhere-1" };
    expect(needsOfContainer({}, { guardDuty: true, location }).cannotSay).toHaveLength(1);
  });

  it("says each need once, because of all that asks for it", () => {
    const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/svc:1";
    const { needs } = needsOf(
      {
        containers: [
          { name: "app", image },
          { name: "side", image },
        ],
      },
      { location: LOCATION },
    );
    expect(needs.map(({ because }) => because.map(reasonOf))).toEqual([
      ["container app: image", "container side: image"],
      ["container app: image", "container side: image"],
    ]);
  });

  it.each([[undefined], ["[]"], [null]])("says of containers that are %p that they are not known", (containers) => {
    expect(needsOf({ containers }, { location: LOCATION }).cannotSay).toHaveLength(1);
  });

  it("says of members that have another form that they were passed over", () => {
    const { cannotSay } = needsOfContainer({ secrets: { A: "/a" }, logConfiguration: [] });
    expect(cannotSay.map(({ member }) => member)).toEqual(["secrets", "logConfiguration"]);
  });

  it("needs actions that exist, on resources that they take", () => {
    const { needs } = needsOfContainer(
      {
        image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/svc:1",
        secrets: [
          { name: "A", valueFrom: "/a" },
          { name: "B", valueFrom: `${SECRET}b` },
        ],
        credentialSpecs: ["credentialspec:arn:aws:s3:::specs/a.json"],
        logConfiguration: {
          logDriver: "awsfirelens",
          options: { Name: "opensearch", Host: "search-logs.eu-west-1.es.amazonaws.com", AWS_Auth: "On" },
        },
      },
      { guardDuty: true, executeCommand: { logGroupName: "/exec", bucketName: "b-1" } },
    );
    for (const { actions, resources } of needs) {
      for (const known of actions.map((action) => knownActions(action))) {
        expect(known).toHaveLength(1);
        const [action] = known;
        if (action && !resources.includes("*")) {
          expect(resources.every((resource) => takesResource(action, resource))).toBe(true);
        }
      }
    }
  });
});
