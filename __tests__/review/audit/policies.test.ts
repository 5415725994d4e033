import type { TaskAudit } from "../../../review/report/audit";
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
  type Resource,
  role,
  rolePolicy,
  stateOf,
  task,
} from "./state";

const BOUNDED = "arn:aws:iam::aws:policy/AmazonSQSFullAccess";
const PARAMETER = `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/orders/db`;
const secretFrom = (valueFrom: string) => ({ secrets: [{ name: "DB", valueFrom }] });
const start = (...statements: readonly object[]) => rolePolicy("start", policy(...statements));
const PULLS = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const TOKEN = allow("Token", "ecr:GetAuthorizationToken", "*");
const deny = (more: object) => ({ Sid: "No", Effect: "Deny", ...more });

/** In a line each: what is lacking and what is in excess. */
function told({ lacks, inExcess }: TaskAudit): readonly string[] {
  return [
    ...lacks.map(({ actions, resource }) => `lacks ${actions.join(",")} on ${resource}`),
    ...inExcess.map(({ actions, resource }) => `in excess ${actions.join(",")} on ${resource}`),
  ];
}

const NOT_PULLED = `lacks ${PULLS.join(",")} on ${REPOSITORY}`;

const CASES: Readonly<Record<string, readonly [told: readonly string[], ...resources: readonly Resource[]]>> = {
  "NotAction leaves the pull out": [
    [NOT_PULLED],
    task({}),
    start(TOKEN, deny({ NotAction: PULLS, Resource: "arn:aws:s3:::nothing/*" })),
  ],
  "NotAction allows all but something else": [
    [],
    task({}),
    start({ Effect: "Allow", NotAction: "s3:*", Resource: "*" }),
  ],
  "NotResource leaves it out": [
    [NOT_PULLED, `in excess ecr:Batch* on * but ${REPOSITORY}`],
    task({}),
    start(TOKEN, { Effect: "Allow", Action: "ecr:Batch*", NotResource: REPOSITORY }),
  ],
  "a Deny spares it by NotResource": [
    [],
    task({}),
    start(...PULL, deny({ Action: "ecr:*", NotResource: [REPOSITORY, "*"] })),
  ],
  "a wildcard stands in the middle": [
    [],
    task({}),
    start(TOKEN, allow("Pull", ["ecr:*GetImage", "ecr:Get*ForLayer"], REPOSITORY.replace("eu-west-1", "*"))),
  ],
  "a pattern has a question mark": [
    [],
    task({}),
    start(TOKEN, allow("Pull", PULLS, REPOSITORY.replace("orders", "order?"))),
  ],
  "a policy variable stands for the account": [
    [],
    task({}),
    start(
      TOKEN,
      allow("Pull", PULLS, REPOSITORY, { Condition: { StringEquals: { "aws:PrincipalAccount": ACCOUNT } } }),
    ),
  ],
  "a boundary of AWS's leaves it out": [
    [`lacks ecr:GetAuthorizationToken on *`, NOT_PULLED],
    task({}),
    role("start", { permissions_boundary: BOUNDED }),
    start(...PULL),
  ],
  "the policy is a block of the role": [
    [],
    task({}),
    role("start", { inline_policy: [{ name: "start", policy: policy(...PULL) }] }),
  ],
  "the policy is attached by the role itself": [
    [],
    task({}),
    role("start", {
      managed_policy_arns: ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"],
    }),
  ],
  "a parameter is named without a slash": [
    [],
    task(secretFrom("db")),
    start(...PULL, allow("P", "ssm:GetParameters", PARAMETER.replace("orders/db", "db"))),
  ],
  "a parameter is asked for one by one": [
    [`lacks ssm:GetParameters on ${PARAMETER}`, `in excess ssm:GetParameter on ${PARAMETER}`],
    task(secretFrom("/orders/db")),
    start(...PULL, allow("P", "ssm:GetParameter", PARAMETER)),
  ],
  "an image is named by its digest": [
    [],
    task({ image: `${IMAGE.replace(/:1.*/, "")}@sha256:${"0".repeat(64)}` }),
    start(...PULL),
  ],
  "an image is public": [
    [`in excess ecr:GetAuthorizationToken on *`],
    task({ image: "public.ecr.aws/nginx/nginx:1" }),
    start(TOKEN),
  ],
  "the repository's own policy denies": [
    [NOT_PULLED],
    task({}),
    start(...PULL),
    { type: "aws_ecr_repository", name: "orders", values: { name: "orders", arn: REPOSITORY } },
    {
      type: "aws_ecr_repository_policy",
      name: "orders",
      values: { repository: "orders", policy: policy({ Effect: "Deny", Principal: "*", Action: PULLS }) },
    },
  ],
  "the roles have a path": [
    [],
    task(
      {},
      {
        execution_role_arn: `arn:aws:iam::${ACCOUNT}:role/ecs/start`,
        task_role_arn: `arn:aws:iam::${ACCOUNT}:role/ecs/orders`,
      },
    ),
    role("start", { arn: `arn:aws:iam::${ACCOUNT}:role/ecs/start`, path: "/ecs/" }),
    start(...PULL),
  ],
};

describe("a task is audited right where", () => {
  it.each(Object.entries(CASES))("%s", (_what, [expected, ...resources]) => {
    expect(told(auditOf(...resources))).toEqual(expected);
  });

  it.each([
    ["aws-us-gov", "us-gov-west-1", "amazonaws.com"],
    ["aws-cn", "cn-north-1", "amazonaws.com.cn"],
  ])("it runs in %s", (partition, region, suffix) => {
    const arn = (text: string) => text.replace("arn:aws:", `arn:${partition}:`).replace("eu-west-1", region);
    const roleOf = (name: string) =>
      role(name, {
        arn: `arn:${partition}:iam::${ACCOUNT}:role/${name}`,
        assume_role_policy: policy({
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "ecs-tasks.amazonaws.com" },
        }),
      });
    const definition = task(
      { image: `${ACCOUNT}.dkr.ecr.${region}.${suffix}/orders:1`, ...secretFrom(arn(PARAMETER)) },
      {
        execution_role_arn: `arn:${partition}:iam::${ACCOUNT}:role/start`,
        task_role_arn: `arn:${partition}:iam::${ACCOUNT}:role/orders`,
      },
    );
    const statements = [TOKEN, allow("Pull", PULLS, arn(REPOSITORY))];
    expect(told(auditOf(definition, roleOf("start"), roleOf("orders"), start(...statements)))).toEqual([
      `lacks ssm:GetParameters on ${arn(PARAMETER)}`,
    ]);
  });

  it("two tasks have one execution role: what either needs is in excess of neither", () => {
    const first = task({});
    const second = { ...task(secretFrom("/orders/db"), { family: "other" }), name: "other" };
    const [one, two] = auditsOf(
      stateOf(
        role("start"),
        role("orders"),
        start(...PULL, allow("P", "ssm:GetParameters", PARAMETER), allow("Q", "sqs:SendMessage", "*")),
        first,
        second,
      ),
    );
    expect([one, two].map((audit) => audit && told(audit))).toEqual([["in excess sqs:SendMessage on *"], []]);
  });

  it("a customer's managed policy stands in another file", () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/start`;
    const policies = stateOf({
      type: "aws_iam_policy",
      name: "start",
      values: { arn, name: "start", policy: policy(...PULL) },
    });
    const rest = [role("start"), role("orders"), task({}), attachment("start", arn)];
    const [together] = auditsOf(stateOf(...rest), policies);
    expect(together).toMatchObject({ lacks: [], inExcess: [], cannotSay: [] });
    const [alone] = auditsOf(stateOf(...rest));
    expect(alone?.lacks).toEqual([]);
    expect(alone?.cannotSay.length).toBeGreaterThan(0);
  });

  it("its containers are not known: that is said, and nothing is lacking or in excess", () => {
    const { lacks, inExcess, cannotSay } = auditOf(task({}, { container_definitions: "no JSON" }), start(...PULL));
    expect({ lacks, inExcess }).toEqual({ lacks: [], inExcess: [] });
    expect(cannotSay).toMatchObject([{ what: "containers" }]);
  });

  it("a policy is about what is not known yet: its other statements count, by their own numbers", () => {
    const later = allow("", ["sqs:SendMessage"], `$\{aws_sqs_queue.work.arn}`);
    expect(auditOf(task({}), start(later, ...PULL)).explained.map(({ allowedBy }) => allowedBy)).toEqual([
      ["aws_iam_role_policy.start: Token"],
      ["aws_iam_role_policy.start: Pull"],
    ]);
    const open = auditOf(task(secretFrom("/orders/db")), start({ ...later, Action: "ssm:*" }, ...PULL));
    expect(open.lacks).toEqual([]);
    expect(open.cannotSay[1]?.what ?? open.cannotSay[0]?.what).toContain("ssm:GetParameters");
  });

  it.each([":*", ""])("a log group may be made under its ARN ending in '%s'", (end) => {
    const options = { "awslogs-group": "/ecs/orders", "awslogs-region": "eu-west-1", "awslogs-create-group": "true" };
    const group = `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/ecs/orders`;
    const audit = auditOf(
      task({ logConfiguration: { logDriver: "awslogs", options } }),
      start(
        ...PULL,
        allow("Write", ["logs:CreateLogStream", "logs:PutLogEvents"], `${group}:*`),
        allow("Make", "logs:CreateLogGroup", `${group}${end}`),
      ),
    );
    expect(told(audit)).toEqual([]);
  });

  it("nothing says its region: what depends on it is left open", () => {
    const { lacks, cannotSay } = auditOf(task({ image: "nginx" }));
    expect(lacks).toEqual([]);
    expect(cannotSay).toEqual([]);
    const anyTrust = policy({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
    });
    const efs = [{ file_system_id: "fs-0123456789abcdef0", authorization_config: [{ iam: "ENABLED" }] }];
    const open = auditOf(
      task({ image: "nginx" }, { volume: [{ name: "data", efs_volume_configuration: efs }] }),
      role("orders", { assume_role_policy: anyTrust }),
      role("start", { assume_role_policy: anyTrust }),
    );
    expect(open.lacks).toEqual([]);
    expect(open.cannotSay).toMatchObject([{ why: expect.stringContaining("in which region the task runs") }]);
  });

  it("its roles stand in another file: their trust says where it runs", () => {
    const roles = stateOf(role("start"), role("orders"));
    const [audit] = auditsOf(stateOf(task({ image: "nginx" })), roles);
    expect(audit).toMatchObject({ lacks: [], cannotSay: [] });
  });
});
