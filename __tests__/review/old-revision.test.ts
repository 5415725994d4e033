import type { Values } from "../../review/plan/plan";
import { change, found, plan, policy } from "./written-plan";

const SECRET = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:";
const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:";
const role = (name: string) => ({ name, arn: `arn:aws:iam::111111111111:role/${name}` });

/** A task that gets a new revision while one of its roles loses something; what the old revision needs of it is told. */
function told(
  name: "start" | "orders",
  action: string,
  resources: readonly [before: string, after: string],
  uses: Values,
) {
  const inline = (resource: string) => ({
    role: name,
    name: "own",
    policy: policy({ Effect: "Allow", Action: action, Resource: resource }),
  });
  const task = (container: Values) => ({
    family: "orders",
    execution_role_arn: role("start").arn,
    task_role_arn: role("orders").arn,
    container_definitions: JSON.stringify([{ name: "app", image: "public.ecr.aws/shop/orders:1", ...container }]),
  });
  const replaced = change("aws_ecs_task_definition.this", task(uses), task({}));
  const roles = [role("start"), role("orders")].map((each) => change(`aws_iam_role.${each.name}`, each, each));
  const changes = [
    ...roles,
    change("aws_iam_role_policy.own", inline(resources[0]), inline(resources[1])),
    { ...replaced, change: { ...replaced.change, actions: ["create", "delete"] } },
  ];
  return found(plan({ resource_changes: changes })).filter((each) => each.includes("old-revision-needs"));
}

const secret = (valueFrom: string) => ({ secrets: [{ name: "KEY", valueFrom }] });
const variable = (value: string) => ({ environment: [{ name: "TARGET", value }] });

it.each([
  [
    "a secret under a path that is narrowed",
    "secretsmanager:GetSecretValue",
    [`${SECRET}app/*`, `${SECRET}app/new-*`],
    secret(`${SECRET}app/old-AbCdEf:key::`),
  ],
  [
    "a secret whose last characters are not written",
    "secretsmanager:GetSecretValue",
    [`${SECRET}old-??????`, `${SECRET}new-??????`],
    secret(`${SECRET}old-AbCdEf`),
  ],
  [
    "a parameter by its name",
    "ssm:GetParameters",
    ["arn:aws:ssm:eu-west-1:111111111111:parameter/old/*", "arn:aws:ssm:eu-west-1:111111111111:parameter/new/*"],
    secret("/old/key"),
  ],
] as const)("tells %s", (_what, action, resources, uses) => {
  expect(told("start", action, resources, uses)).toEqual([expect.stringContaining("(app: secret KEY)")]);
});

it.each([
  [
    "a queue by its URL",
    "sqs:SendMessage",
    [`${QUEUE}old-*`, `${QUEUE}new`],
    variable("https://sqs.eu-west-1.amazonaws.com/111111111111/old-orders"),
  ],
  ["a bucket by its name", "s3:PutObject", ["arn:aws:s3:::old/*", "arn:aws:s3:::new/*"], variable("old")],
] as const)("tells %s", (_what, action, resources, uses) => {
  expect(told("orders", action, resources, uses)).toEqual([expect.stringContaining("(app: environment TARGET)")]);
});

it.each([
  [
    "what is left of the permission has the secret",
    "start",
    "secretsmanager:GetSecretValue",
    [`${SECRET}app/*`, `${SECRET}app/new-*`],
    secret(`${SECRET}app/new-AbCdEf`),
  ],
  [
    "secrets are not fetched by the action",
    "start",
    "secretsmanager:DescribeSecret",
    [`${SECRET}old-??????`, `${SECRET}new-??????`],
    secret(`${SECRET}old-AbCdEf`),
  ],
  [
    "the variable names something else",
    "orders",
    "sqs:SendMessage",
    [`${QUEUE}old`, `${QUEUE}new`],
    variable("another"),
  ],
] as const)("tells nothing where %s", (_why, name, action, resources, uses) => {
  expect(told(name, action, resources, uses)).toEqual([]);
});
