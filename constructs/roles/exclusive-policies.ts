import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import type { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { Lazy, TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { resolved } from "../environment/resolved";
import { addProblems, readablePath } from "../validation/validation-error";

/** A role as its construct makes it. */
interface ExclusiveRole extends Construct {
  readonly roleName: string;
  readonly resource: IamRole;
  readonly policy: IamRolePolicy | undefined;
}

/** The roles of a stack whose policies are the only ones. */
const exclusiveRoles = new WeakMap<TerraformStack, ExclusiveRole[]>();

/**
 * Says that a role has the policies the code gives it and no others, so that the plan shows what somebody attached by hand,
 * and applying takes it away.
 */
export function makeExclusive(role: ExclusiveRole): void {
  const roleName = role.resource.name;
  new IamRolePoliciesExclusive(role, "policies", {
    roleName,
    policyNames: Lazy.listValue({ produce: () => (role.policy ? [role.policy.name] : []) }),
  });
  new IamRolePolicyAttachmentsExclusive(role, "attachments", { roleName, policyArns: [] });
  const stack = TerraformStack.of(role);
  const roles = exclusiveRoles.get(stack);
  if (roles) roles.push(role);
  else {
    const first = [role];
    exclusiveRoles.set(stack, first);
    addProblems(stack, () => policiesBeside(stack, first));
  }
}

/** What of a resource attaches a policy to a role, by its type. */
const ATTACHES: Readonly<Record<string, "roleInput" | "rolesInput">> = {
  aws_iam_role_policy: "roleInput",
  aws_iam_role_policy_attachment: "roleInput",
  aws_iam_policy_attachment: "rolesInput",
};

/** Policies that the same stack attaches by other resources: they would be taken away as soon as they are there. */
function policiesBeside(stack: TerraformStack, roles: readonly ExclusiveRole[]): readonly string[] {
  const byReference = new Map(
    roles.flatMap((role) =>
      [role.resource.id, role.resource.name, role.roleName].map((name) => [resolved(stack, name), role] as const),
    ),
  );
  const own = new Set<unknown>(roles.map(({ policy }) => policy));
  return stack.node
    .findAll()
    .filter((element) => TerraformElement.isTerraformElement(element) && !own.has(element))
    .flatMap((element) => {
      const attributes = element as unknown as Record<string, unknown>;
      const input = ATTACHES[String(attributes.terraformResourceType)];
      if (input === undefined) return [];
      const named: readonly string[] = [resolved(stack, attributes[input])].flat();
      return named.flatMap((name) => {
        const role = byReference.get(name);
        return role ? [besideProblem(readablePath(element), role)] : [];
      });
    });
}

function besideProblem(path: string, { roleName }: ExclusiveRole): string {
  return (
    `'${path}' attaches a policy to ${roleName}, whose policies are the only ones it keeps: allow it by Role.allow, ` +
    "or set exclusivePolicies: false on the role"
  );
}
