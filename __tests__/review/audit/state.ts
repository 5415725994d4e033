import { auditPlans } from "../../../review/audit-plans";
import { readAnySource } from "../../../review/plan/read-plan";
import type { TaskAudit } from "../../../review/report/audit";

export const ACCOUNT = "111111111111";
export const REPOSITORY = `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/orders`;
export const IMAGE = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/orders:1.0.0`;

export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly values: object;
}

export function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function allow(
  sid: string,
  actions: string | readonly string[],
  resource: string | readonly string[],
  more = {},
) {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: resource, ...more };
}

export const PULL = [
  allow("Token", "ecr:GetAuthorizationToken", "*"),
  allow("Pull", ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], REPOSITORY),
];

const TRUST = policy({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
  Condition: {
    StringEquals: { "aws:SourceAccount": ACCOUNT },
    ArnLike: { "aws:SourceArn": `arn:aws:ecs:eu-west-1:${ACCOUNT}:*` },
  },
});

export function role(name: string, more: object = {}): Resource {
  const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
  return { type: "aws_iam_role", name, values: { name, arn, assume_role_policy: TRUST, ...more } };
}

export function rolePolicy(name: string, document: string): Resource {
  return { type: "aws_iam_role_policy", name, values: { name, role: name, policy: document } };
}

export function attachment(name: string, policyArn: string): Resource {
  return { type: "aws_iam_role_policy_attachment", name, values: { role: name, policy_arn: policyArn } };
}

export function task(container: object, more: object = {}): Resource {
  const values = {
    family: "orders",
    requires_compatibilities: ["FARGATE"],
    execution_role_arn: `arn:aws:iam::${ACCOUNT}:role/start`,
    task_role_arn: `arn:aws:iam::${ACCOUNT}:role/orders`,
    container_definitions: JSON.stringify([{ name: "app", image: IMAGE, ...container }]),
    ...more,
  };
  return { type: "aws_ecs_task_definition", name: "orders", values };
}

/** What `terraform show -json` prints of a state with these resources. */
export function stateOf(...resources: readonly Resource[]): string {
  const shown = resources.map((resource) => ({
    ...resource,
    address: `${resource.type}.${resource.name}`,
    mode: "managed",
  }));
  return JSON.stringify({
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: { root_module: { resources: shown } },
  });
}

/** The audit of the tasks of some states. */
export function auditsOf(...states: readonly string[]): readonly TaskAudit[] {
  return auditPlans(states.map((text, index) => readAnySource(Buffer.from(text), `state ${index}`)));
}

/** The audit of the one task in a state of these resources, with its two roles. */
export function auditOf(...resources: readonly Resource[]): TaskAudit {
  const names = new Set(resources.filter(({ type }) => type === "aws_iam_role").map(({ name }) => name));
  const roles = ["start", "orders"].filter((name) => !names.has(name)).map((name) => role(name));
  const [audit] = auditsOf(stateOf(...roles, ...resources));
  if (!audit) throw new Error("the state has no task definition");
  return audit;
}
