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

const container = fc.record(
  {
    image,
    secrets: fc.array(fc.record({ name: name.map((text) => text.toUpperCase()), valueFrom }), { maxLength: 3 }),
    environmentFiles: fc.array(
      name.map((text) => ({ type: "s3", value: `arn:aws:s3:::config/${text}.env` })),
      { maxLength: 2 },
    ),
    logConfiguration,
    repositoryCredentials: name.map((text) => ({
      credentialsParameter: arn("secretsmanager", `secret:${text}-AbCdEf`),
    })),
  },
  { requiredKeys: ["image", "secrets"] },
);

/** A task with the statements that allow what it needs, one a need and resource. */
export interface Service {
  readonly task: Resource;
  readonly granted: readonly Granted[];
}

export interface Granted {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly need: Need;
}

/** Tasks of one to three containers that need something of their execution role. */
export const services: fc.Arbitrary<Service> = fc
  .array(container, { minLength: 1, maxLength: 3 })
  .map((list) => list.map((each, index) => ({ name: `c${index}`, ...each })))
  .map((containers) => {
    const { needs } = needsOf({ containers }, { location: LOCATION });
    const granted = needs.flatMap((need) =>
      need.resources.map((resource) => ({ need, actions: need.actions, resource })),
    );
    return { task: task({}, { container_definitions: JSON.stringify(containers) }), granted };
  })
  .filter(({ granted }) => granted.length > 0);

export function statements(granted: readonly Pick<Granted, "actions" | "resource">[]): readonly object[] {
  return granted.map(({ actions, resource }, index) => allow(`S${index}`, actions, resource));
}
