import { launchFailure } from "../../../aws/ecs/launch-failure";
import { needsOf } from "../../../aws/ecs/needs";
import { explainMessage } from "../../../review/explain/explain-message";
import { allow, auditsOf, PULL, policy, role, rolePolicy, stateOf, task } from "../audit/state";

const ACCOUNT = "111111111111";
const session = (name: string) => `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/0123456789abcdef0`;
const denied = (
  name: string,
  action: string,
  resource: string,
  why = `because no identity-based policy allows the ${action} action`,
) => `User: ${session(name)} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:work`;

describe("a message alone", () => {
  it.each([
    [
      "a secret",
      denied(
        "start-exec",
        "secretsmanager:GetSecretValue",
        `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/db-AbCdEf`,
      ),
      "execution",
      "secretsmanager:GetSecretValue",
      /Secret\.fromSecretsManager\("shop\/db"\)/,
    ],
    [
      "a parameter",
      `unable to retrieve secrets from ssm: ${denied("start", "ssm:GetParameters", `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/db`)}`,
      "execution",
      "ssm:GetParameters",
      /Secret\.fromParameter\("\/shop\/db"\)/,
    ],
    [
      "a queue, in lower case",
      denied("work", "sqs:sendmessage", QUEUE),
      "task",
      "sqs:SendMessage",
      /queue\.grantSend\(roles\.task\)/,
    ],
    [
      "a redrive",
      denied("work", "sqs:StartMessageMoveTask", QUEUE),
      "task",
      "sqs:StartMessageMoveTask",
      /grantRedrive/,
    ],
    [
      "a table",
      denied("work", "dynamodb:PutItem", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`),
      "task",
      "dynamodb:PutItem",
      /access\.writeTable\("orders"\)/,
    ],
    [
      "an index",
      denied("work", "dynamodb:Query", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/index/by-day`),
      "task",
      "dynamodb:Query",
      /access\.readTable\("orders"\)/,
    ],
    [
      "an object",
      denied("work", "s3:GetObject", "arn:aws:s3:::files/a.txt"),
      "task",
      "s3:GetObject",
      /access\.readObjects\("files"\)/,
    ],
    [
      "what no line is for",
      denied("work", "ses:SendEmail", `arn:aws:ses:eu-west-1:${ACCOUNT}:identity/example.org`),
      "task",
      "ses:SendEmail",
      /roles\.task\.allow/,
    ],
  ])("about %s names the role, the action and the line", (_what, message, whose, action, line) => {
    expect(explainMessage(message, [])).toMatchObject({ role: whose, action, line: expect.stringMatching(line) });
  });

  it.each([
    [
      "an explicit deny of a queue's policy",
      denied("work", "sqs:sendmessage", QUEUE, "with an explicit deny in a resource-based policy"),
      "none",
      /https/,
    ],
    [
      "an explicit deny of a control policy",
      denied("work", "s3:PutObject", "arn:aws:s3:::files/a", "with an explicit deny in a service control policy"),
      "none",
      /organization's policies/,
    ],
    [
      "a boundary",
      denied(
        "work",
        "s3:PutObject",
        "arn:aws:s3:::files/a",
        "because no permissions boundary allows the s3:PutObject action",
      ),
      "boundary",
      /boundary's owner/,
    ],
    [
      "an explicit deny of a boundary",
      denied("work", "s3:PutObject", "arn:aws:s3:::files/a", "with an explicit deny in a permissions boundary"),
      "boundary",
      /boundary's owner/,
    ],
    [
      "an explicit deny of an endpoint",
      denied("work", "s3:PutObject", "arn:aws:s3:::files/a", "with an explicit deny in a VPC endpoint policy"),
      "none",
      /endpoint's policy/,
    ],
    [
      "a key that may not be there",
      `User: ${session("work")} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
      "none",
      /key's policy/,
    ],
    [
      "whoever deploys",
      `User: arn:aws:iam::${ACCOUNT}:user/ci is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${ACCOUNT}:role/work because no identity-based policy allows the iam:PassRole action`,
      "none",
      /deployer-policy/,
    ],
    [
      "another account",
      denied(
        "work",
        "sqs:sendmessage",
        QUEUE.replace(ACCOUNT, "222222222222"),
        "because no resource-based policy allows the sqs:sendmessage action",
      ),
      "none",
      /resource's policy/,
    ],
    [
      "an endpoint",
      denied(
        "work",
        "s3:PutObject",
        "arn:aws:s3:::files/a",
        "because no VPC endpoint policy allows the s3:PutObject action",
      ),
      "none",
      /endpoint/,
    ],
  ])("about %s says that no grant helps", (_what, message, whose, line) => {
    const explained = explainMessage(message, []);
    expect(explained).toMatchObject({ role: whose, line: expect.stringMatching(line) });
    expect(explained.statement).toBeUndefined();
  });

  it.each([
    [
      "CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: dial tcp 52.1.2.3:443: i/o timeout",
      /network/,
    ],
    [
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop:2: not found: manifest unknown",
      /image/,
    ],
    [
      "ResourceInitializationError: ... secretsmanager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
      /does not exist/,
    ],
    ["CannotStartContainerError: Error response from daemon: failed to create task: exec format error", /architecture/],
    [
      "ResourceInitializationError: failed to validate logger args: ResourceNotFoundException: The specified log group does not exist.",
      /log group/,
    ],
  ])("'%.60s…' is no matter of permissions", (message, because) => {
    expect(explainMessage(message, [])).toMatchObject({ role: "none", because: expect.stringMatching(because) });
  });

  it.each([
    [
      "unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedExcept...",
      "ecr:GetAuthorizationToken",
    ],
    ["unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDe...", "ssm:GetParameters"],
    [
      "unable to retrieve secret from asm: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::1111...",
      "secretsmanager:GetSecretValue",
    ],
  ])("that is cut off is read as far as it goes: %s", (end, action) => {
    const message = `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ${end}`;
    expect(explainMessage(message, [])).toMatchObject({
      role: "execution",
      action,
      notes: expect.arrayContaining([expect.stringContaining("cut off")]),
    });
  });

  it("that says nothing of permissions says so", () => {
    expect(explainMessage("the sky is blue", [])).toMatchObject({ role: "unknown" });
  });
});

describe("a message beside the state it comes from", () => {
  const secret = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/db-AbCdEf`;
  const container = {
    secrets: [
      { name: "DB", valueFrom: `${secret}:password::` },
      { name: "KEY", valueFrom: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/key` },
    ],
    environmentFiles: [{ type: "s3", value: "arn:aws:s3:::shop-config/app.env" }],
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-group": "/ecs/shop", "awslogs-region": "eu-west-1", "awslogs-create-group": "true" },
    },
    repositoryCredentials: {
      credentialsParameter: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:registry-AbCdEf`,
    },
  };
  const volumes = [
    {
      name: "data",
      efs_volume_configuration: [{ file_system_id: "fs-1", authorization_config: [{ iam: "ENABLED" }] }],
    },
  ];
  const definition = task(
    { ...container, mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] },
    { volume: volumes },
  );
  const audits = auditsOf(stateOf(role("start"), role("orders"), definition));
  const lacking = audits.flatMap(({ lacks }) => lacks);

  it("has needs of every kind", () => {
    expect(new Set(lacking.flatMap(({ because }) => because.map(({ member }) => member)))).toEqual(
      new Set(["image", "secrets", "environmentFiles", "logConfiguration", "repositoryCredentials", "volumes"]),
    );
  });

  it.each(lacking.map((lack) => [lack.actions.join(", "), lack] as const))(
    "gives %s back, with what needs it",
    (_actions, lack) => {
      const explained = explainMessage(lack.message, audits);
      expect(lack.actions).toContain(explained.action);
      expect(explained).toMatchObject({
        role: lack.role,
        neededBy: lack.because,
        line: expect.any(String),
        statement: { Resource: lack.resource },
      });
    },
  );

  it("names the container and the variable in the line", () => {
    const lack = lacking.find(({ resource }) => resource === secret);
    expect(explainMessage(lack?.message ?? "", audits).line).toBe(
      'secrets: { DB: Secret.fromSecretsManager("shop/db") } on container app',
    );
  });

  it("says where the state allows it already", () => {
    const allowing = auditsOf(
      stateOf(
        role("start"),
        role("orders"),
        task({}),
        rolePolicy("start", policy(...PULL, allow("Extra", "s3:GetObject", "*"))),
      ),
    );
    const message = denied("start", "ecr:BatchGetImage", `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/orders`);
    expect(explainMessage(message, allowing).notes.join()).toContain(
      "the files allow it already (aws_iam_role_policy.start: Pull)",
    );
  });
});

it("explains ECS's message about every kind of need that a task can have", () => {
  const location = { partition: "aws", region: "eu-west-1", account: ACCOUNT, dnsSuffix: "amazonaws.com" };
  const { needs } = needsOf(
    {
      containers: [
        {
          name: "app",
          image: `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/shop:1`,
          credentialSpecs: [`credentialspec:arn:aws:s3:::specs/app.json`],
        },
      ],
    },
    { location, executeCommand: { logGroupName: "/exec" } },
  );
  expect(needs.length).toBeGreaterThan(3);
  for (const { role: whose, actions, resources, because } of needs) {
    for (const action of actions) {
      const resource = String(resources[0]).replace("*", "x");
      const [first] = because;
      if (!first) throw new Error("a need has no reason");
      const name = whose === "execution" ? "shop-exec" : "shop-task";
      const message = launchFailure({
        principal: session(name),
        action,
        resource,
        because: first,
        denied: { kind: "no allow", policy: "identity" },
      });
      expect(explainMessage(message, [])).toMatchObject({ role: whose, action, resource });
    }
  }
});

describe("a message in another form", () => {
  it.each([
    [
      "an ARN in quotation marks",
      `An error occurred (AccessDenied) when calling the GetObject operation: User: ${session("work")} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::files/a" because no identity-based policy allows the s3:GetObject action`,
      { role: "task", action: "s3:GetObject", resource: "arn:aws:s3:::files/a" },
    ],
    [
      "a registry's refusal",
      "CannotPullContainerError: failed to resolve ref 111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop:1: pulling from host failed with status code [manifests 1]: 403 Forbidden",
      { role: "execution", action: "ecr:BatchGetImage" },
    ],
    [
      "the key of a secret, in Secrets Manager's words",
      "ResourceInitializationError: unable to retrieve secret from asm: service call has been retried 1 time(s): AccessDeniedException: Access to KMS is not allowed",
      { role: "execution", action: "kms:Decrypt", line: expect.stringContaining("KmsKey") },
    ],
    [
      "a role that ECS may not assume",
      "ECS was unable to assume the role 'arn:aws:iam::111111111111:role/start' that was provided for this task. Please verify that the role being passed has the proper trust relationship",
      { role: "none", because: expect.stringContaining("trust policy") },
    ],
    [
      "a connection that is not there",
      "ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager.",
      { role: "none", because: expect.stringContaining("network") },
    ],
    [
      "S3 saying nothing",
      "Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1)",
      { role: "unknown", because: expect.stringContaining("CloudTrail") },
    ],
    [
      "EC2's code",
      "You are not authorized to perform this operation. Encoded authorization failure message: abc",
      { role: "unknown", because: expect.stringContaining("decode-authorization-message") },
    ],
    [
      "another account's resource",
      `User: ${session("work")} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/other`,
      {
        role: "task",
        action: "sts:AssumeRole",
        notes: expect.arrayContaining([expect.stringContaining("allow it too")]),
      },
    ],
  ])("is understood: %s", (_what, message, expected) => {
    expect(explainMessage(message, [])).toMatchObject(expected);
  });
});
