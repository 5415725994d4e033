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

/** The policies of a stack's roles, written into them, beside them, and attached; and what cannot be told. */
export function policiesOf(stack: StackJson): {
  readonly policies: readonly StackPolicy[];
  readonly unknown: readonly UnknownGrant[];
} {
  const managed = managedPolicies(stack);
  const attached = attachmentsOf(stack).map((attachment) => {
    const own = ownPolicy(managed, attachment);
    return { attachment, own, policy: own ? { ...own, role: attachment.role } : policyOfAws(attachment) };
  });
  const own = rolePolicies(stack);
  // What AWS has is read back into the role: there it stands a second time.
  const inline = inlinePolicies(stack).filter(
    ({ role, name }) => !own.some((policy) => policy.role === role && policy.name === name),
  );
  const given = new Set(attached.flatMap(({ own: policy }) => policy?.address ?? []));
  const hidden = attached.flatMap(({ attachment, policy }) => (policy === undefined ? [attachment] : []));
  return {
    policies: [
      ...own,
      ...inline,
      ...attached.flatMap(({ policy }) => policy ?? []),
      ...managed.filter(({ address }) => !given.has(address)),
    ],
    unknown: [...hidden.map(hiddenAttachment), ...givenToOthers(stack)],
  };
}

const OF_OTHERS = [
  ...["aws_iam_user_policy", "aws_iam_user_policy_attachment"],
  ...["aws_iam_group_policy", "aws_iam_group_policy_attachment"],
];

/** What is given to others than roles. */
function givenToOthers(stack: StackJson): readonly UnknownGrant[] {
  const ofOthers = OF_OTHERS.flatMap((type) => resourcesOf(stack, type).map(([id]) => addressOf(type, id)));
  const shared = resourcesOf(stack, "aws_iam_policy_attachment").flatMap(([id, { users, groups }]) =>
    [users ?? [], groups ?? []].flat().length > 0 ? [addressOf("aws_iam_policy_attachment", id)] : [],
  );
  const why = "gives a user or group what it says: only what roles may do is shown here";
  return [...ofOthers, ...shared].map((address) => ({ what: "policy", address, why }));
}

/** What is attached and says what is not here. */
function hiddenAttachment({ address, policy }: Attachment): UnknownGrant {
  const why =
    policy === undefined
      ? "attaches a policy that is known only once it is applied"
      : `attaches ${policy}, whose statements are not here`;
  return { what: "policy", address, why };
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
  const listed = listsOf(stack, "aws_iam_role", { role: "name", policies: "managed_policy_arns" });
  const exclusive = { role: "role_name", policies: "policy_arns" };
  const only = listsOf(stack, "aws_iam_role_policy_attachments_exclusive", exclusive);
  const seen = new Set<string>();
  return [...single, ...several, ...listed, ...only].filter(({ role, policy }) => {
    const key = `${role}\n${policy}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst || policy === undefined;
  });
}

/** Lists of a role's managed policies, by the attributes that name them. */
function listsOf(
  stack: StackJson,
  type: string,
  named: { readonly role: string; readonly policies: string },
): Attachment[] {
  return resourcesOf(stack, type).flatMap(([id, values]) =>
    [values[named.policies] ?? []]
      .flat()
      .map((policy) => ({ address: addressOf(type, id), role: values[named.role], policy })),
  );
}

function policyOfAws({ address, role, policy }: Attachment): StackPolicy | undefined {
  const ofAws = managedPolicy(String(policy));
  if (ofAws === undefined) return undefined;
  const arn = String(policy);
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return { address, role, name, isManaged: true, document: JSON.parse(ofAws.document) };
}

function ownPolicy(managed: readonly StackPolicy[], { policy }: Attachment): StackPolicy | undefined {
  const expression = String(policy).replace(/^\$\{(.*)\.(?:arn|id)\}$/, "$1");
  return managed.find(({ address, arn }) => address === expression || (arn !== undefined && arn === policy));
}
