import { managedPolicy } from "../../aws/managed-policies/managed-policy";
import type { UnknownGrant } from "../../review/report/granted";
import { type Attributes, addressOf, documentOf, resourcesOf, type StackJson } from "./stack-json";

/** What a policy of a stack says, and who has it. */
export interface StackPolicy {
  readonly address: string;
  /** The role it is for, by name or as an expression; none of a managed policy that nobody is known to have. */
  readonly role?: unknown;
  readonly name: string;
  /** Its ARN, where it is known. */
  readonly arn?: unknown;
  /** Whether it is a managed policy, whose name tells its statements from the role's own. */
  readonly isManaged: boolean;
  /** Undefined where it is not known before it is applied. */
  readonly document: Attributes | undefined;
  /** Its text, where there is one that cannot be read. */
  readonly unreadable?: true;
  /** The reasons that code states, by statement. */
  readonly reasons?: Attributes;
}

/** The policies of a stack's roles: written into them, beside them, and attached. */
export function policiesOf(stack: StackJson): readonly StackPolicy[] {
  const attached = attachmentsOf(stack);
  const own = rolePolicies(stack);
  // What AWS has is read back into the role: there it stands a second time.
  const inline = inlinePolicies(stack).filter(
    ({ role, name }) => !own.some((policy) => policy.role === role && policy.name === name),
  );
  return [
    ...own,
    ...inline,
    ...attached.flatMap((attachment) => attachedPolicy(stack, attachment) ?? []),
    ...managedPolicies(stack).filter(
      (policy) => !attached.some((attachment) => ownPolicy(stack, attachment)?.address === policy.address),
    ),
  ];
}

const OF_OTHERS = [
  ...["aws_iam_user_policy", "aws_iam_user_policy_attachment"],
  ...["aws_iam_group_policy", "aws_iam_group_policy_attachment"],
];

/** What is attached and says what is not here, and what is given to others than roles. */
export function unknownAttachments(stack: StackJson): readonly UnknownGrant[] {
  const ofOthers = OF_OTHERS.flatMap((type) => resourcesOf(stack, type).map(([id]) => addressOf(type, id)));
  const shared = resourcesOf(stack, "aws_iam_policy_attachment").flatMap(([id, { users, groups }]) =>
    [users ?? [], groups ?? []].flat().length > 0 ? [addressOf("aws_iam_policy_attachment", id)] : [],
  );
  return [...hiddenAttachments(stack), ...[...ofOthers, ...shared].map(givenToOthers)];
}

function givenToOthers(address: string): UnknownGrant {
  return { what: "policy", address, why: "gives a user or group what it says: only what roles may do is shown here" };
}

function hiddenAttachments(stack: StackJson): readonly UnknownGrant[] {
  return attachmentsOf(stack)
    .filter((attachment) => attachedPolicy(stack, attachment) === undefined)
    .map(({ address, policy }) => ({
      what: "policy",
      address,
      why:
        policy === undefined
          ? "attaches a policy that is known only once it is applied"
          : `attaches ${policy}, whose statements are not here`,
    }));
}

function rolePolicies(stack: StackJson): readonly StackPolicy[] {
  return resourcesOf(stack, "aws_iam_role_policy").map(([id, { name, role, policy, ...rest }]) => ({
    address: addressOf("aws_iam_role_policy", id),
    role,
    name: String(name ?? id),
    isManaged: false,
    ...readDocument(policy),
    reasons: rest["//"]?.reasons,
  }));
}

function managedPolicies(stack: StackJson): readonly StackPolicy[] {
  return resourcesOf(stack, "aws_iam_policy").map(([id, { name, name_prefix: prefix, policy, ...rest }]) => ({
    address: addressOf("aws_iam_policy", id),
    name: String(name ?? (prefix === undefined ? id : `${prefix}*`)),
    ...(rest.arn !== undefined && { arn: rest.arn }),
    isManaged: true,
    ...readDocument(policy),
    reasons: rest["//"]?.reasons,
  }));
}

function readDocument(text: unknown): Pick<StackPolicy, "document" | "unreadable"> {
  const document = documentOf(text);
  // What Terraform is still to fill in may be anything.
  const isExpression = typeof text !== "string" || /(?<![$%])[$%]\{/.test(text);
  return { document, ...(document === undefined && !isExpression && { unreadable: true as const }) };
}

/** Policies written into the role itself. */
function inlinePolicies(stack: StackJson): readonly StackPolicy[] {
  return resourcesOf(stack, "aws_iam_role").flatMap(([id, role]) =>
    ([role.inline_policy ?? []].flat() as readonly Attributes[]).map(({ name, policy }) => ({
      address: `${addressOf("aws_iam_role", id)}.inline_policy`,
      role: role.name,
      name: String(name),
      isManaged: false,
      ...readDocument(policy),
    })),
  );
}

interface Attachment {
  readonly address: string;
  readonly role: unknown;
  /** An ARN, or the expression of one; undefined where it is known only once it is applied. */
  readonly policy: unknown;
}

function attachmentsOf(stack: StackJson): readonly Attachment[] {
  const single = resourcesOf(stack, "aws_iam_role_policy_attachment").map(([id, { role, policy_arn: policy }]) => ({
    address: addressOf("aws_iam_role_policy_attachment", id),
    role,
    policy,
  }));
  const several = resourcesOf(stack, "aws_iam_policy_attachment").flatMap(([id, { roles, policy_arn: policy }]) =>
    [roles ?? []].flat().map((role) => ({ address: addressOf("aws_iam_policy_attachment", id), role, policy })),
  );
  const listed = resourcesOf(stack, "aws_iam_role").flatMap(([id, { name, managed_policy_arns: arns }]) =>
    [arns ?? []].flat().map((policy) => ({ address: addressOf("aws_iam_role", id), role: name, policy })),
  );
  const type = "aws_iam_role_policy_attachments_exclusive";
  const only = resourcesOf(stack, type).flatMap(([id, { role_name: role, policy_arns: arns }]) =>
    [arns ?? []].flat().map((policy) => ({ address: addressOf(type, id), role, policy })),
  );
  const all = [...single, ...several, ...listed, ...only];
  return all.filter(({ role, policy }, index) => {
    const first = all.findIndex((each) => each.role === role && each.policy === policy);
    return first === index || policy === undefined;
  });
}

/** The policy that is attached: the stack's own, or AWS's. */
function attachedPolicy(stack: StackJson, attachment: Attachment): StackPolicy | undefined {
  const { address, role, policy } = attachment;
  const own = ownPolicy(stack, attachment);
  if (own) return { ...own, role };
  const ofAws = managedPolicy(String(policy));
  if (ofAws === undefined) return undefined;
  const arn = String(policy);
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return { address, role, name, isManaged: true, document: JSON.parse(ofAws.document) };
}

function ownPolicy(stack: StackJson, { policy }: Attachment): StackPolicy | undefined {
  const expression = String(policy).replace(/^\$\{(.*)\.(?:arn|id)\}$/, "$1");
  return managedPolicies(stack).find(
    ({ address, arn }) => address === expression || (arn !== undefined && arn === policy),
  );
}
