import {
  type Container,
  Image,
  KmsKey,
  Logging,
  RolePair,
  Secret,
  TaskDefinition,
  type TaskDefinitionProps,
} from "../../constructs";
import { addressesOf, type Resource, resourceAt, type StackJson, statementsOf, synthesized } from "../synthesized";

const KEY_ARN = "arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const NGINX = Image.fromRegistry("public.ecr.aws/nginx/nginx:1.27");

function taskJson(containers: readonly Partial<Container>[], props: Partial<TaskDefinitionProps> = {}): StackJson {
  return synthesized((stack) => {
    new TaskDefinition(stack, "task", {
      family: "my-dev-service",
      roles: new RolePair(stack, "roles", { name: "my-dev-service" }),
      cpuUnits: 1024,
      memoryMiB: 2048,
      containers: containers.map((container) => ({ name: "app", image: NGINX, ...container })),
      ...props,
    });
  });
}

function containersOf(json: StackJson): readonly Resource[] {
  return resourceAt(json, "aws_ecs_task_definition.task").container_definitions;
}

const EVERYTHING: Partial<Container> = {
  image: Image.fromEcr("my-service", { tag: "1.0.0" }),
  command: ["serve", "--port", "8080"],
  entryPoint: ["/usr/bin/app"],
  environment: { B: "2", A: "1", HOME_TEMPLATE: "$" + "{HOME}/%{x}", TOKEN: "public" },
  plainTextBecause: { TOKEN: "it is printed on the website" },
  secrets: {
    PARAMETER: Secret.fromParameter("/my-service/dev/password", { key: KmsKey.fromAlias("alias/my-service-dev") }),
    OTHER_REGION: Secret.fromParameter("arn:aws:ssm:us-east-1:000000000000:parameter/my-service/dev/license"),
    SECRET: Secret.fromSecretsManager("database", { jsonKey: "password", versionStage: "AWSPREVIOUS" }),
    SECRET_BY_ARN: Secret.fromSecretsManager("arn:aws:secretsmanager:eu-west-1:000000000000:secret:api-AbCdEf", {
      jsonKey: "key",
      key: KmsKey.fromArn(KEY_ARN),
    }),
  },
  environmentFiles: ["arn:aws:s3:::my-files/second.env", "arn:aws:s3:::my-files/first.env"],
  ports: [
    { containerPort: 8080, name: "web", appProtocol: "http2" },
    { containerPort: 53, protocol: "udp" },
    { containerPortRange: "9000-9010" },
  ],
  healthCheck: { command: ["CMD-SHELL", "curl -f localhost || exit 1"], startPeriodSeconds: 10 },
  dependsOn: [
    { containerName: "router", condition: "START" },
    { containerName: "init", condition: "SUCCESS" },
  ],
  user: "1000:1000",
  workingDirectory: "/app",
  startTimeoutSeconds: 60,
  stopTimeoutSeconds: 90,
  ulimits: [{ name: "nofile", softLimit: 1024, hardLimit: 65_536 }],
  mountPoints: [
    { sourceVolume: "shared", containerPath: "/shared", readOnly: true },
    { sourceVolume: "scratch", containerPath: "/scratch" },
  ],
  volumesFrom: [{ sourceContainer: "init", readOnly: true }],
  linuxParameters: { capabilities: { drop: ["NET_RAW", "ALL"] }, initProcessEnabled: true },
  restartPolicy: { enabled: true, ignoredExitCodes: [0], restartAttemptPeriodSeconds: 60 },
  essential: true,
  cpuUnits: 512,
  memoryMiB: 1024,
  memoryReservationMiB: 512,
  dockerLabels: { team: "my-team", app: "web" },
  systemControls: [{ namespace: "net.ipv4.tcp_keepalive_time", value: "60" }],
  interactive: true,
  pseudoTerminal: true,
  versionConsistency: "enabled",
  logging: Logging.fireLens({
    options: {
      Name: "cloudwatch_logs",
      region: "eu-west-1",
      log_group_name: "/my-service/dev",
      auto_create_group: "true",
    },
  }),
};

describe("a task definition", () => {
  it("is one for Fargate with its own log group, with everything default", () => {
    const json = taskJson([{}]);
    expect(addressesOf(json)).toEqual([
      "aws_cloudwatch_log_group.task_log_group",
      "aws_ecs_task_definition.task",
      "aws_iam_role.execution_role",
      "aws_iam_role.task_role",
      "aws_iam_role_policies_exclusive.execution_role_policies",
      "aws_iam_role_policies_exclusive.task_role_policies",
      "aws_iam_role_policy.execution_role_policy",
      "aws_iam_role_policy_attachments_exclusive.execution_role_attachments",
      "aws_iam_role_policy_attachments_exclusive.task_role_attachments",
    ]);
    expect(json.resource).toMatchSnapshot();
  });

  it("takes all that Fargate takes, with everything set", () => {
    const json = taskJson(
      [
        EVERYTHING,
        {
          name: "init",
          essential: false,
          logging: Logging.awsLogs({
            logGroupName: "/shared",
            createGroup: true,
            mode: "non-blocking",
            maxBufferSize: "25m",
          }),
        },
        { name: "router", firelens: { type: "fluentbit", configFile: "/extra.conf" } },
        {
          name: "private",
          image: Image.fromRegistry("registry.example.com/tools/agent:2"),
          repositoryCredentials: { secretArn: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:registry-AbCdEf" },
          logging: Logging.fromDriver("splunk", {
            options: { "splunk-url": "https://splunk.example.com" },
            secretOptions: { "splunk-token": Secret.fromParameter("/my-service/dev/splunk") },
          }),
        },
      ],
      {
        cpuArchitecture: "ARM64",
        ephemeralStorageGiB: 50,
        pidMode: "task",
        volumes: [
          { name: "shared", efs: { fileSystemId: "fs-0123456789abcdef0", accessPointId: "fsap-0123456789abcdef0" } },
          { name: "scratch" },
          { name: "agent" },
        ],
        logGroupName: "/my-service/dev/other",
        logRetentionDays: 90,
        logGroupKey: KmsKey.fromArn(KEY_ARN),
        skipDestroy: true,
        tags: { tier: "backend" },
      },
    );
    expect(json.resource).toMatchSnapshot();
  });

  it("takes all that EC2 takes beyond Fargate", () => {
    const json = taskJson(
      [
        {
          hostname: "app",
          links: ["db"],
          disableNetworking: false,
          dnsServers: ["10.0.0.2"],
          dnsSearchDomains: ["internal.example.com"],
          dockerSecurityOptions: ["no-new-privileges"],
          extraHosts: [{ hostname: "db", ipAddress: "10.0.0.3" }],
          privileged: true,
          gpuCount: 1,
          ports: [{ containerPort: 80 }, { containerPort: 443, hostPort: 8443 }],
          readonlyRootFilesystem: false,
          mountPoints: [{ sourceVolume: "host", containerPath: "/host" }],
          linuxParameters: {
            capabilities: { add: ["NET_ADMIN"] },
            devices: [{ hostPath: "/dev/fuse", containerPath: "/dev/fuse", permissions: ["read", "write"] }],
            maxSwapMiB: 64,
            sharedMemorySizeMiB: 128,
            swappiness: 10,
            tmpfs: [{ containerPath: "/tmp", sizeMiB: 64, mountOptions: ["noexec"] }],
          },
          logging: Logging.fromDriver("journald"),
        },
        { name: "db", memoryReservationMiB: 256 },
      ],
      {
        launchType: "EC2",
        cpuUnits: 2048,
        networkMode: "bridge",
        ipcMode: "task",
        pidMode: "host",
        volumes: [{ name: "host", hostPath: "/var/data" }],
        placementConstraints: [{ type: "memberOf", expression: "attribute:ecs.instance-type =~ g4dn.*" }],
      },
    );
    expect(json.resource).toMatchSnapshot();
  });

  it("leaves what Windows does not know out of its containers", () => {
    const [container] = containersOf(taskJson([{}], { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" }));
    expect(container).not.toHaveProperty("readonlyRootFilesystem");
  });

  it("comes after both roles, their policies and its log group", () => {
    const json = synthesized((stack) => {
      const roles = new RolePair(stack, "roles", { name: "my-dev-service" });
      new TaskDefinition(stack, "task", {
        family: "f",
        roles,
        cpuUnits: 256,
        memoryMiB: 512,
        containers: [{ name: "app", image: NGINX }],
      });
      roles.task.addStatements({ sid: "Late", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::my-bucket/*"] });
    });
    expect(resourceAt(json, "aws_ecs_task_definition.task").depends_on).toEqual([
      "aws_iam_role.execution_role",
      "aws_iam_role_policy.execution_role_policy",
      "aws_iam_role.task_role",
      "aws_iam_role_policy.task_role_policy",
      "aws_cloudwatch_log_group.task_log_group",
    ]);
  });

  it("is the same whatever the order in which it is written", () => {
    const reversed = (object: object) => Object.fromEntries(Object.entries(object).reverse());
    const { environment = {}, secrets = {}, ports = [], mountPoints = [] } = EVERYTHING;
    const volumes = [{ name: "shared" }, { name: "scratch" }];
    const others = [
      { name: "init", essential: false },
      { name: "router", firelens: { type: "fluentbit" as const } },
    ];
    const written = taskJson([EVERYTHING, ...others], { volumes });
    const rewritten = taskJson(
      [
        ...[...others].reverse(),
        reversed({
          ...EVERYTHING,
          environment: reversed(environment),
          secrets: reversed(secrets),
          ports: [...ports].reverse(),
          mountPoints: [...mountPoints].reverse(),
        }),
      ],
      { volumes: [...volumes].reverse() },
    );
    expect(JSON.stringify(rewritten)).toBe(JSON.stringify(written));
  });
});

describe("the container definitions", () => {
  it("have AWS's defaults written out, and the lists it reads back empty", () => {
    const [container] = containersOf(
      taskJson([{ healthCheck: { command: ["CMD", "true"] }, ports: [{ containerPort: 80 }] }]),
    );
    expect(container).toMatchObject({
      cpu: 0,
      environment: [],
      essential: true,
      healthCheck: { command: ["CMD", "true"], interval: 30, retries: 3, timeout: 5 },
      mountPoints: [],
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: "tcp" }],
      systemControls: [],
      volumesFrom: [],
    });
  });

  it("have both lists of capabilities or none", () => {
    const [container] = containersOf(taskJson([{ linuxParameters: { capabilities: { drop: ["ALL"] } } }]));
    expect(container?.linuxParameters).toEqual({ capabilities: { add: [], drop: ["ALL"] } });
  });

  it("have their members in alphabetical order", () => {
    const [container = {}] = containersOf(
      taskJson([{ ...EVERYTHING, dependsOn: [], volumesFrom: [], mountPoints: [], logging: Logging.awsLogs() }]),
    );
    expect(Object.keys(container)).toEqual(Object.keys(container).sort());
  });

  it("keep what looks like a Terraform expression as it is", () => {
    const [container] = containersOf(taskJson([{ environment: { HOME_TEMPLATE: "$" + "{HOME}/%{x}" } }]));
    expect(container?.environment).toEqual([{ name: "HOME_TEMPLATE", value: "$" + "{HOME}/%{x}" }]);
  });

  it("keep environment files in their order, which decides", () => {
    const environmentFiles = ["arn:aws:s3:::my-files/b.env", "arn:aws:s3:::my-files/a.env"];
    const [container] = containersOf(taskJson([{ environmentFiles }]));
    expect(container?.environmentFiles.map(({ value }: { value: string }) => value)).toEqual(environmentFiles);
  });
});

describe("what a container needs", () => {
  const needs = (container: Partial<Container>, props?: Partial<TaskDefinitionProps>) =>
    statementsOf(taskJson([{ logging: Logging.fromDriver("splunk"), ...container }], props), "execution_role");

  it("is nothing for a public image", () => {
    expect(needs({})).toEqual({});
  });

  it("is its own repository for an image in ECR", () => {
    expect(needs({ image: Image.fromEcr("my-service", { tag: "1.0.0" }) })).toEqual({
      ECRGetAuthorizationToken: { Effect: "Allow", Action: ["ecr:GetAuthorizationToken"], Resource: ["*"] },
      ECRPullImages: {
        Effect: "Allow",
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: ["arn:aws:ecr:eu-west-1:000000000000:repository/my-service"],
      },
    });
  });

  it("is the streams of its log group, and no other", () => {
    expect(needs({ logging: Logging.awsLogs({ logGroupName: "/shared" }) })).toEqual({
      LogsWriteStreams: {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: ["arn:aws:logs:eu-west-1:000000000000:log-group:/shared:*"],
      },
    });
  });

  it("is each parameter, and the key for these parameters through SSM alone", () => {
    const key = KmsKey.fromAlias("alias/my-service-dev");
    const secrets = {
      B: Secret.fromParameter("/my-service/dev/b", { key }),
      A: Secret.fromParameter("/my-service/dev/a", { key }),
    };
    const parameters = ["a", "b"].map((name) => `arn:aws:ssm:eu-west-1:000000000000:parameter/my-service/dev/${name}`);
    expect(needs({ secrets })).toEqual({
      SSMGetParameters: { Effect: "Allow", Action: ["ssm:GetParameters"], Resource: parameters },
      KMSDecryptParametersWithKey: {
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: ["arn:aws:kms:eu-west-1:000000000000:key/*"],
        Condition: {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/my-service-dev"] },
          StringEquals: {
            "kms:EncryptionContext:PARAMETER_ARN": parameters,
            "kms:ViaService": ["ssm.eu-west-1.amazonaws.com"],
          },
        },
      },
    });
  });

  it("is the secret without the suffix of its value, any six characters standing for what a name lacks", () => {
    const statements = needs({
      secrets: {
        A: Secret.fromSecretsManager("arn:aws:secretsmanager:eu-west-1:000000000000:secret:api-AbCdEf:key:AWSCURRENT:"),
        B: Secret.fromSecretsManager("database", { jsonKey: "password" }),
      },
    });
    expect(statements.SecretsManagerGetSecretValues?.Resource).toEqual([
      "arn:aws:secretsmanager:eu-west-1:000000000000:secret:api-AbCdEf",
      "arn:aws:secretsmanager:eu-west-1:000000000000:secret:database-??????",
    ]);
  });

  it("names a secret's key, stage and version where ECS looks for them", () => {
    const [container] = containersOf(
      taskJson([{ secrets: { A: Secret.fromSecretsManager("database", { jsonKey: "password", versionId: "v1" }) } }]),
    );
    expect(container?.secrets).toEqual([
      { name: "A", valueFrom: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:database:password::v1" },
    ]);
  });
});
