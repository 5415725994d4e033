import {
  ACCOUNT,
  allow,
  attachment,
  auditOf,
  auditsOf,
  IMAGE,
  PULL,
  policy,
  REPOSITORY,
  role,
  rolePolicy,
  stateOf,
  task,
} from "./state";

const LOGS = {
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "/ecs/orders", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "app" },
  },
};
const GROUP = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/ecs/orders:*`;
const PARAMETER = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/orders/db`;
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:orders/key-AbCdEf`;
const EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const secret = (valueFrom: string) => ({ secrets: [{ name: "DB", valueFrom }] });
const start = (...statements: readonly object[]) => rolePolicy("start", policy(...statements));

describe("the audit of a task whose roles are just right", () => {
  const audit = auditOf(
    task(LOGS),
    start(...PULL, allow("Logs", ["logs:CreateLogStream", "logs:PutLogEvents"], GROUP)),
  );

  it("finds nothing lacking, nothing in excess and nothing open", () => {
    expect(audit).toMatchObject({ lacks: [], inExcess: [], cannotSay: [] });
  });

  it("tells which statement allows what is needed, and for what", () => {
    expect(audit.explained).toContainEqual({
      role: "execution",
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resource: REPOSITORY,
      because: [{ container: "app", member: "image", what: "image" }],
      allowedBy: ["aws_iam_role_policy.start: Pull"],
    });
  });
});

describe("what a task lacks", () => {
  it("is told with what needs it and with ECS's message", () => {
    const { lacks } = auditOf(task(secret(SECRET)), start(...PULL));
    expect(lacks).toEqual([
      {
        role: "execution",
        actions: ["secretsmanager:GetSecretValue"],
        resource: SECRET,
        because: [{ container: "app", member: "secrets", what: "secret DB" }],
        why: expect.stringContaining("no statement allows the action"),
        message: expect.stringMatching(/^ResourceInitializationError: .*asm: .*no identity-based policy allows/),
      },
    ]);
  });

  it.each([
    ["in the singular", allow("Read", "ssm:GetParameter", PARAMETER)],
    ["of a sibling", allow("Read", "ssm:GetParameters", `${PARAMETER}2`)],
    ["of one region", allow("Read", "ssm:GetParameters", PARAMETER.replace("eu-west-1", "us-east-1"))],
    [
      "under a condition that ECS does not meet",
      allow("Read", "ssm:GetParameters", PARAMETER, { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ],
  ])("is a parameter that is granted %s", (_how, statement) => {
    expect(auditOf(task(secret(PARAMETER)), start(...PULL, statement)).lacks.map(({ actions }) => actions)).toEqual([
      ["ssm:GetParameters"],
    ]);
  });

  it("is what a Deny takes away, and what a boundary leaves out", () => {
    const read = allow("Read", "ssm:GetParameters", PARAMETER);
    const denied = auditOf(task(secret(PARAMETER)), start(...PULL, read, { ...read, Sid: "No", Effect: "Deny" }));
    expect(denied.lacks[0]).toMatchObject({
      actions: ["ssm:GetParameters"],
      message: expect.stringContaining("explicit deny"),
    });
    const arn = `arn:aws:iam::${ACCOUNT}:policy/most`;
    const bounded = auditOf(
      role("start", { permissions_boundary: arn }),
      {
        type: "aws_iam_policy",
        name: "most",
        values: { arn, name: "most", policy: policy(allow("Ecr", "ecr:*", "*")) },
      },
      task(secret(PARAMETER)),
      start(...PULL, read),
    );
    expect(bounded.lacks[0]).toMatchObject({
      actions: ["ssm:GetParameters"],
      message: expect.stringContaining("no permissions boundary allows"),
    });
  });

  it("is a trust that does not reach ECS, or not from here", () => {
    const trust = (region: string) =>
      policy({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": `arn:aws:ecs:${region}:${ACCOUNT}:*` } },
      });
    const lacks = (document: string) =>
      auditOf(
        role("start", { assume_role_policy: document }),
        task({}, { arn: `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/orders:1` }),
        start(...PULL),
      ).lacks;
    expect(lacks(trust("eu-west-1"))).toEqual([]);
    expect(lacks(trust("us-east-1"))).toMatchObject([
      { actions: ["sts:AssumeRole"], message: expect.stringContaining("unable to assume the role") },
    ]);
  });

  it("is everything, where a task on Fargate names no execution role", () => {
    const { lacks } = auditOf(task({}, { execution_role_arn: "" }));
    expect(lacks.map(({ actions }) => actions)).toEqual([
      ["ecr:GetAuthorizationToken"],
      ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    ]);
  });
});

describe("what a role has in excess", () => {
  it("is what no container needs, and not what one does need in a wide grant", () => {
    const { inExcess } = auditOf(
      task({}),
      start(...PULL, allow("Other", "ssm:GetParameters", `${PARAMETER}/*`), allow("Wide", "ecr:Batch*", "*")),
    );
    expect(inExcess).toEqual([
      {
        role: "execution",
        actions: ["ssm:GetParameters"],
        resource: `${PARAMETER}/*`,
        allowedBy: "aws_iam_role_policy.start: Other",
      },
    ]);
  });

  it("is nothing that a Deny takes away", () => {
    const none = { Sid: "No", Effect: "Deny", Action: "ssm:*", Resource: "*" };
    expect(auditOf(task({}), start(...PULL, allow("Other", "ssm:GetParameters", PARAMETER), none)).inExcess).toEqual(
      [],
    );
  });

  it("is measured by all tasks that share the role, in whatever file they are", () => {
    const other = { ...task(secret(PARAMETER), { family: "other" }), name: "other" };
    const roles = [role("start"), role("orders"), start(...PULL, allow("Read", "ssm:GetParameters", PARAMETER))];
    const [first, second] = auditsOf(stateOf(...roles, task({})), stateOf(other));
    expect(first?.inExcess).toEqual([]);
    expect(second).toMatchObject({ lacks: [], inExcess: [], family: "other" });
  });

  it("is, of a task role, what only an execution role needs", () => {
    const { inExcess } = auditOf(
      task({}),
      start(...PULL),
      rolePolicy("orders", policy(...PULL, allow("App", "sqs:SendMessage", "*"))),
    );
    expect(inExcess.map(({ role: kind, allowedBy }) => [kind, allowedBy])).toEqual([
      ["task", "aws_iam_role_policy.orders: Token"],
      ["task", "aws_iam_role_policy.orders: Pull"],
    ]);
  });
});

describe("AWS's own managed policies", () => {
  it("are known by what they allow", () => {
    const audit = auditOf(task(LOGS), attachment("start", EXECUTION));
    expect(audit).toMatchObject({ lacks: [], inExcess: [], cannotSay: [] });
    expect(audit.explained[0]?.allowedBy).toEqual(["AmazonECSTaskExecutionRolePolicy: Statement[0]"]);
  });

  it("lack what they do not allow", () => {
    expect(auditOf(task(secret(PARAMETER)), attachment("start", EXECUTION)).lacks).toMatchObject([
      { actions: ["ssm:GetParameters"] },
    ]);
  });
});

describe("what cannot be said", () => {
  it("is named: roles and policies that are not in the files, and keys of secrets", () => {
    const [alone] = auditsOf(stateOf(task({})));
    expect(alone?.cannotSay.map(({ what }) => what)).toEqual(["the execution role start", "the task role orders"]);
    const elsewhere = auditOf(
      task(secret(PARAMETER)),
      start(...PULL),
      attachment("start", `arn:aws:iam::${ACCOUNT}:policy/elsewhere`),
    );
    expect(elsewhere.lacks).toEqual([]);
    expect(elsewhere.cannotSay.map(({ why }) => why).join("\n")).toMatch(
      /customer-managed key is not in the files[\s\S]*policy\/elsewhere is not in the files/,
    );
  });

  it("is not a denial: a condition on what only the request says", () => {
    const inVpc = allow("Read", "ssm:GetParameters", PARAMETER, {
      Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } },
    });
    const audit = auditOf(task(secret(PARAMETER)), start(...PULL, inVpc));
    expect(audit.lacks).toEqual([]);
    expect(audit.cannotSay).toContainEqual({
      what: expect.stringContaining("ssm:GetParameters"),
      why: expect.stringContaining("aws:SourceVpce"),
    });
  });

  it("is not said of a secret whose key the files have", () => {
    const parameter = (key?: string) => ({
      type: "aws_ssm_parameter",
      name: "db",
      values: { name: "/orders/db", arn: PARAMETER, type: "SecureString", ...(key && { key_id: key }) },
    });
    const read = allow("Read", "ssm:GetParameters", PARAMETER);
    expect(auditOf(task(secret(PARAMETER)), parameter(), start(...PULL, read)).cannotSay).toEqual([]);
    const key = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
    expect(auditOf(task(secret(PARAMETER)), parameter(key), start(...PULL, read)).lacks).toMatchObject([
      { actions: ["kms:Decrypt"], resource: key },
    ]);
    expect(
      auditOf(task(secret(PARAMETER)), parameter(key), start(...PULL, read, allow("Key", "kms:Decrypt", key))),
    ).toMatchObject({ lacks: [], inExcess: [], cannotSay: [] });
  });
});

describe("ECS Exec", () => {
  const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
    (name) => `ssmmessages:${name}`,
  );
  const service = {
    type: "aws_ecs_service",
    name: "orders",
    values: { task_definition: "orders:3", cluster: "main", enable_execute_command: true },
  };
  const cluster = { type: "aws_ecs_cluster", name: "main", values: { name: "main" } };

  it("is needed where a service turns it on, and of the task role", () => {
    expect(auditOf(task({}), start(...PULL), service, cluster).lacks).toMatchObject([
      { role: "task", actions: channels, resource: "*" },
    ]);
    expect(
      auditOf(task({}), start(...PULL), service, cluster, rolePolicy("orders", policy(allow("Exec", channels, "*"))))
        .lacks,
    ).toEqual([]);
    expect(auditOf(task({}), start(...PULL), cluster).lacks).toEqual([]);
  });

  it("is needed where the service names its module's one task definition through a local value", () => {
    const created = ({ type, name, values }: { type: string; name: string; values: object }) => ({
      address: `${type}.${name}`,
      type,
      name,
      change: { actions: ["create"], before: null, after: values, after_unknown: {} },
    });
    const later = created({ ...service, values: { cluster: "main", enable_execute_command: true } });
    const plan = {
      format_version: "1.2",
      resource_changes: [
        ...[role("start"), role("orders"), task({}), start(...PULL), cluster].map(created),
        { ...later, change: { ...later.change, after_unknown: { task_definition: true } } },
      ],
      configuration: {
        root_module: {
          resources: [
            {
              address: "aws_ecs_service.orders",
              expressions: { task_definition: { references: ["local.task_definition"] } },
            },
          ],
        },
      },
    };
    expect(auditsOf(JSON.stringify(plan))[0]?.lacks).toMatchObject([
      { role: "task", actions: channels, resource: "*" },
    ]);
  });
});

it("takes the image of another account as allowed only where that account says so", () => {
  const image = IMAGE.replace(ACCOUNT, "222222222222");
  const theirs = REPOSITORY.replace(ACCOUNT, "222222222222");
  const { lacks, cannotSay } = auditOf(
    task({ image }),
    start(
      allow("Token", "ecr:GetAuthorizationToken", "*"),
      allow("Pull", ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], theirs),
    ),
  );
  expect(lacks).toEqual([]);
  expect(cannotSay).toMatchObject([{ why: expect.stringContaining("another account") }]);
});
