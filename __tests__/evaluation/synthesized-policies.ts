import { roleArn } from "../../aws/arn";
import type { EnvironmentStack } from "../../constructs";
import type { AttachedPolicy, PolicyDocument, PolicySet } from "./policy-set";

type Resource = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Resource>>>>;

const ROLES = {
  execution_role: "execution role policy",
  task_role: "task role policy",
  nightly_role: "schedule role policy",
} as const;
/** Where a policy can stand; anything else that carries one has to be read here before it may be synthesized. */
const READ = new Set([
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_sqs_queue",
  "aws_iam_policy",
  "aws_sqs_queue_redrive_allow_policy",
  // These say when tasks are started, which policies of a role there are, and nothing of what they allow.
  "aws_appautoscaling_policy",
  "aws_iam_role_policies_exclusive",
  "aws_iam_role_policy_attachments_exclusive",
]);

/** The identity, trust and queue policies of a stack, from the JSON that Terraform gets. */
export function synthesizedPolicies(stack: EnvironmentStack): PolicySet {
  stack.prepareStack();
  const { resource } = JSON.parse(JSON.stringify(stack.toTerraform())) as { resource: Resources };
  refuseUnreadPolicies(resource);
  const roles = Object.entries(resource.aws_iam_role ?? {}).map(([id, { name, path, assume_role_policy }]) => ({
    id,
    arn: roleArn(stack, String(name), path as string | undefined),
    trust: assume_role_policy,
  }));
  const arnOfRole = (id: string) => {
    const role = roles.find((candidate) => candidate.id === id);
    if (!role) throw new Error(`the stack has no role aws_iam_role.${id}`);
    return role.arn;
  };
  const hasSchedule = roles.some(({ id }) => id === "nightly_role");
  const deployer = roleArn(stack, "deployer");
  return {
    account: stack.account,
    executionRole: arnOfRole("execution_role"),
    taskRole: arnOfRole("task_role"),
    ...(hasSchedule && { scheduleRole: arnOfRole("nightly_role") }),
    deployer,
    policies: [
      ...Object.values(resource.aws_iam_role_policy ?? {}).map(({ role, policy }): AttachedPolicy => {
        const id = /^\$\{aws_iam_role\.(execution_role|task_role|nightly_role)\.id\}$/.exec(String(role))?.[1] as
          | keyof typeof ROLES
          | undefined;
        if (id === undefined)
          throw new Error(`a policy is attached to ${role}, which is no role of the task or schedule`);
        return { name: ROLES[id], kind: "identity", attachedTo: arnOfRole(id), document: parsePolicy(policy) };
      }),
      ...Object.values(resource.aws_iam_policy ?? {}).map(
        ({ policy }): AttachedPolicy => ({
          name: "deployer policy",
          kind: "identity",
          attachedTo: deployer,
          document: parsePolicy(policy),
        }),
      ),
      ...roles.map(
        ({ arn, trust }): AttachedPolicy => ({
          name: "trust policy",
          kind: "resource",
          attachedTo: arn,
          document: parsePolicy(trust),
        }),
      ),
      ...Object.values(resource.aws_sqs_queue ?? {}).map(
        ({ name, policy }): AttachedPolicy => ({
          name: "queue policy",
          kind: "resource",
          attachedTo: stack.arn("sqs", String(name)),
          document: parsePolicy(policy),
        }),
      ),
    ],
  };
}

function refuseUnreadPolicies(resource: Resources): void {
  const unread = Object.keys(resource).filter((type) => /polic(y|ies)|_attachment$/.test(type) && !READ.has(type));
  const inRoles = Object.values(resource.aws_iam_role ?? {}).flatMap((role) =>
    ["inline_policy", "managed_policy_arns"].filter((member) => member in role),
  );
  if (unread.length + inRoles.length > 0)
    throw new Error(`policies that the evaluation does not read: ${[...unread, ...inRoles].join(", ")}`);
}

/** A policy as AWS gets it: Terraform turns `$${` into `${` and `%%{` into `%{`, and nothing else of it may be a template. */
function parsePolicy(policy: unknown): PolicyDocument {
  const text = String(policy);
  if (/(^|[^$])\$\{|(^|[^%])%\{/.test(text)) throw new Error(`a policy is not known before Terraform runs: ${text}`);
  return JSON.parse(text.replaceAll("$${", "${").replaceAll("%%{", "%{"));
}
