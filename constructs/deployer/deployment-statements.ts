import type { Statement } from "../../aws/policy/statement";
import { CLOUDWATCH_CALLS } from "./cloudwatch-calls";
import type { Calls, DeployedStack, ResourceCalls } from "./deployed-stack";
import { ECS_CALLS } from "./ecs-calls";
import { IAM_CALLS } from "./iam-calls";
import { SCALING_CALLS } from "./scaling-calls";
import { SQS_CALLS } from "./sqs-calls";
import { stateCalls } from "./state-calls";

/** What the AWS provider calls, by the type of a resource. */
export const RESOURCE_CALLS: Readonly<Record<string, ResourceCalls>> = {
  ...CLOUDWATCH_CALLS,
  ...ECS_CALLS,
  ...IAM_CALLS,
  ...SCALING_CALLS,
  ...SQS_CALLS,
};

/** What deploying a stack takes, and what is not told of. */
export interface DeploymentStatements {
  readonly statements: readonly Statement[];
  /** What no statement is about, and why. */
  readonly left: readonly { readonly address: string; readonly why: string }[];
}

const UNKNOWN_TYPE = "what the provider calls for this type is not known here: grant it by hand";
const UNKNOWN_NAME = "what it is called is known to Terraform alone, so that no statement can name it";
const OTHER_IDENTITY = "its state is reached as another role than its resources: grant it to whoever runs Terraform";

/**
 * What planning a stack takes, or applying, changing and destroying it: each call on this stack's resources and no others,
 * derived from its Terraform JSON.
 */
export function deploymentStatements(stack: DeployedStack, wanted: "plan" | "apply"): DeploymentStatements {
  const found = Object.entries(stack.json.resource ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, attributes]) => {
      const known = RESOURCE_CALLS[type];
      const calls = known?.calls(attributes, stack);
      return { address: `${type}.${name}`, calls, why: known ? UNKNOWN_NAME : UNKNOWN_TYPE };
    }),
  );
  const state = stateOf(stack);
  const calls = [...found.flatMap((each) => each.calls ?? []), ...(state.calls ?? [])];
  return {
    statements: withoutRepeated(calls.filter(({ when }) => wanted === "apply" || when === "plan")).map(statementOf),
    left: [
      ...found.flatMap(({ address, calls: known, why }) => (known === undefined ? [{ address, why }] : [])),
      ...(state.calls === undefined ? [{ address: "terraform.backend.s3", why: OTHER_IDENTITY }] : []),
    ],
  };
}

/** Calls without the resources on which other calls say the same and more: a policy has a limited size. */
function withoutRepeated(calls: readonly Calls[]): readonly Calls[] {
  const wider = (narrow: Calls, other: Calls, resource: string) =>
    other.conditions === undefined &&
    other.actions.length > narrow.actions.length &&
    other.resources.includes(resource) &&
    narrow.actions.every((action) => other.actions.includes(action));
  return calls
    .map((each) => ({
      ...each,
      resources: each.resources.filter((resource) => !calls.some((other) => wider(each, other, resource))),
    }))
    .filter(({ resources }) => resources.length > 0);
}

/** The provider's role makes the calls of resources; the backend has a role of its own, or none. */
function stateOf(stack: DeployedStack): { readonly calls: readonly Calls[] | undefined } {
  const { terraform, provider } = stack.json;
  const s3 = terraform?.backend?.s3;
  if (s3 === undefined) return { calls: [] };
  const [aws] = [provider?.aws ?? {}].flat();
  const roles = [aws?.assume_role, s3.assume_role].map((role) => [role].flat()[0]?.role_arn);
  return { calls: roles[0] === roles[1] ? stateCalls(s3, stack) : undefined };
}

function statementOf({ sid, actions, resources, conditions }: Calls): Statement {
  return { sid, actions, resources, ...(conditions && { conditions }) };
}
