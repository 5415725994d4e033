import fc from "fast-check";
import { needsOf } from "../../../aws/ecs/needs";
import type { Need } from "../../../aws/ecs/needs/need";
import { ACCOUNT, allow, type Resource, task } from "./state";

const LOCATION = { partition: "aws", region: "eu-west-1", account: ACCOUNT, dnsSuffix: "amazonaws.com" };
const name = fc.stringMatching(/^[a-z][a-z0-9]{2,8}$/);
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;

const valueFrom = fc.oneof(
  name.map((text) => arn("ssm", `parameter/${text}/value`)),
  name.map((text) => arn("secretsmanager", `secret:${text}-AbCdEf`)),
  name.map((text) => `${arn("secretsmanager", `secret:${text}-AbCdEf`)}:password::`),
);
const image = fc.oneof(
  name.map((text) => `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/${text}:1.0.0`),
  fc.constant("public.ecr.aws/nginx/nginx:1.27"),
);
const logConfiguration = name.map((text) => ({
  logDriver: "awslogs",
  options: { "awslogs-group": `/ecs/${text}`, "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "app" },
}));

/** What goes through a log router, which asks with the task role. */
const routed = name.map((text) => ({
  logDriver: "awsfirelens",
  options: { Name: "cloudwatch_logs", log_group_name: `/app/${text}`, region: "eu-west-1" },
}));

const container = fc.record(
  {
    image,
    secrets: fc.array(fc.record({ name: name.map((text) => text.toUpperCase()), valueFrom }), { maxLength: 3 }),
    environmentFiles: fc.array(
      name.map((text) => ({ type: "s3", value: `arn:aws:s3:::config/${text}.env` })),
      { maxLength: 2 },
    ),
    logConfiguration: fc.oneof(logConfiguration, routed),
    repositoryCredentials: name.map((text) => ({
      credentialsParameter: arn("secretsmanager", `secret:${text}-AbCdEf`),
    })),
  },
  { requiredKeys: ["image", "secrets"] },
);

/** A task with the statements that allow what it needs, one a need and resource, and what else the state has. */
export interface Service {
  readonly task: Resource;
  readonly beside: readonly Resource[];
  readonly granted: readonly Granted[];
  /** Whether the state tells of every secret what it is encrypted with. */
  readonly areKeysKnown: boolean;
}

export interface Granted {
  readonly role: "execution" | "task";
  readonly actions: readonly string[];
  readonly resource: string;
  readonly need: Need;
}

const FILE_SYSTEM = "fs-0123456789abcdef0";
const KEY = arn("kms", "key/11111111-2222-3333-4444-555555555555");

/** What stands beside the containers. */
const surroundings = fc.record({
  mountsEfs: fc.boolean(),
  runsCommands: fc.boolean(),
  encryptsParameters: fc.boolean(),
});

/** A service that turns ECS Exec on, and its cluster. */
const EXEC: readonly Resource[] = [
  {
    type: "aws_ecs_service",
    name: "orders",
    values: { task_definition: "orders:3", cluster: "main", enable_execute_command: true },
  },
  { type: "aws_ecs_cluster", name: "main", values: { name: "main" } },
];

const parametersOf = (containers: readonly { readonly secrets: readonly { readonly valueFrom: string }[] }[]) =>
  [...new Set(containers.flatMap(({ secrets }) => secrets.map(({ valueFrom: text }) => text)))].filter((text) =>
    text.includes(":ssm:"),
  );

/** Tasks of one to three containers that need something of their roles. */
export const services: fc.Arbitrary<Service> = fc
  .tuple(fc.array(container, { minLength: 1, maxLength: 3 }), surroundings)
  .map(([list, { mountsEfs, runsCommands, encryptsParameters }]) => {
    const containers = list.map((each, index) => ({ name: `c${index}`, ...each }));
    const parameters = encryptsParameters ? parametersOf(containers) : [];
    const authorizationConfig = { iam: "ENABLED" };
    const volumes = [{ name: "data", efsVolumeConfiguration: { fileSystemId: FILE_SYSTEM, authorizationConfig } }];
    const { needs } = needsOf(
      { containers, ...(mountsEfs && { volumes }) },
      {
        location: LOCATION,
        keys: Object.fromEntries(parameters.map((text) => [text, [{ keyArn: KEY }]])),
        ...(runsCommands && { executeCommand: {} }),
      },
    );
    const efs = [{ file_system_id: FILE_SYSTEM, authorization_config: [authorizationConfig] }];
    const more = {
      container_definitions: JSON.stringify(containers),
      ...(mountsEfs && { volume: [{ name: "data", efs_volume_configuration: efs }] }),
    };
    const isKnown = (text: string) => parameters.includes(text);
    return {
      areKeysKnown: containers.every(({ secrets }) => secrets.every(({ valueFrom: text }) => isKnown(text))),
      task: task({}, more),
      beside: [...(runsCommands ? EXEC : []), ...parameters.map((text, index) => parameter(`p${index}`, text))],
      granted: needs.flatMap((need) =>
        need.resources.map((resource) => ({ role: need.role, need, actions: need.actions, resource })),
      ),
    };
  })
  .filter(({ granted }) => granted.length > 0);

function parameter(label: string, parameterArn: string): Resource {
  const named = parameterArn.replace(/^.*:parameter/, "");
  return { type: "aws_ssm_parameter", name: label, values: { arn: parameterArn, name: named, key_id: KEY } };
}

export function statements(granted: readonly Pick<Granted, "actions" | "resource">[]): readonly object[] {
  return granted.map(({ actions, resource }, index) => allow(`S${index}`, actions, resource));
}
