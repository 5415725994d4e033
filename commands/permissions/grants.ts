import { reasonOf } from "../../aws/ecs/needs/need";
import type { Grant } from "./grant";
import { reasonsFor } from "./reasons-for";
import { type Attributes, documentOf, resourcesOf, type StackJson } from "./stack-json";
import { locationOf } from "./stack-location";
import { queuesOf, type TaskOfStack, tasksOf } from "./stack-needs";

/** What cannot be told from here, and why: a policy that cannot be read, or what a task may need. */
export interface Unknown {
  readonly address: string;
  readonly why: string;
}

export interface Permissions {
  readonly stack: string;
  /** The account its provider works in, or `*`. */
  readonly account: string;
  /** The region its provider works in, or `*`. */
  readonly region: string;
  readonly grants: readonly Grant[];
  readonly unknown: readonly Unknown[];
}

/** Who may do what in a stack, from its JSON alone. */
export function permissionsOf(stack: StackJson, name: string): Permissions {
  const { account, region } = locationOf(stack);
  const [tasks, queues] = [tasksOf(stack), queuesOf(stack)];
  const policies = [...ownPolicies(stack), ...inlinePolicies(stack)];
  return {
    stack: stack["//"]?.metadata?.stackName ?? name,
    account,
    region,
    grants: policies.flatMap(({ attributes, document }) => {
      const role = carrierOf(stack, attributes, tasks);
      const stated = attributes["//"]?.reasons ?? {};
      const derived = (grant: Grant) => reasonsFor(grant, role.tasks, queues);
      return statementsOf(document).map((statement) => grantOf(role, statement, stated, derived));
    }),
    unknown: [
      ...policies
        .filter(({ document }) => document === undefined)
        .map(({ address }) => ({ address, why: "not known before it is applied" })),
      ...attachments(stack),
      ...tasks.flatMap(({ address, cannotSay }) =>
        cannotSay.map((each) => ({ address, why: `cannot say what it needs for ${reasonOf(each)}: ${each.why}` })),
      ),
    ],
  };
}

interface Policy {
  readonly address: string;
  readonly attributes: Attributes;
  readonly document: Attributes | undefined;
}

function ownPolicies(stack: StackJson): readonly Policy[] {
  return ["aws_iam_role_policy", "aws_iam_policy"].flatMap((type) =>
    resourcesOf(stack, type).map(([id, attributes]) => ({
      address: `${type}.${id}`,
      attributes,
      document: documentOf(attributes.policy),
    })),
  );
}

/** Policies written into the role itself. */
function inlinePolicies(stack: StackJson): readonly Policy[] {
  return resourcesOf(stack, "aws_iam_role").flatMap(([id, role]) =>
    ([role.inline_policy ?? []].flat() as readonly Attributes[]).map(({ policy }) => ({
      address: `aws_iam_role.${id}.inline_policy`,
      attributes: { role: role.name },
      document: documentOf(policy),
    })),
  );
}

/** Policies that are attached: what AWS's own and others' say is not in the stack. */
function attachments(stack: StackJson): readonly Unknown[] {
  const why = (policy: unknown) => `attaches ${policy}, whose statements are not here`;
  const byResource = ["aws_iam_role_policy_attachment", "aws_iam_policy_attachment"].flatMap((type) =>
    resourcesOf(stack, type).map(([id, { policy_arn: policy }]) => ({ address: `${type}.${id}`, why: why(policy) })),
  );
  const byRole = resourcesOf(stack, "aws_iam_role").flatMap(([id, { managed_policy_arns: arns }]) =>
    [arns ?? []].flat().map((arn) => ({ address: `aws_iam_role.${id}`, why: why(arn) })),
  );
  return [...byResource, ...byRole];
}

function statementsOf(document: Attributes | undefined): readonly Attributes[] {
  return [document?.Statement ?? []].flat() as readonly Attributes[];
}

interface NamedRole {
  readonly role: Grant["role"];
  readonly roleName: string;
  /** The tasks that have it; all of them, where none is known to. */
  readonly tasks: readonly TaskOfStack[];
}

/** Who has a policy: the role it is written into, or whoever a managed policy is attached to. */
function carrierOf(stack: StackJson, policy: Attributes, tasks: readonly TaskOfStack[]): NamedRole {
  return policy.role === undefined
    ? { role: "policy", roleName: String(policy.name), tasks }
    : roleOf(stack, String(policy.role), tasks);
}

/** A role by the expression that names it, `${aws_iam_role.task_role.id}`, or by its name. */
function roleOf(stack: StackJson, expression: string, tasks: readonly TaskOfStack[]): NamedRole {
  const id = /aws_iam_role\.([\w-]+)\./.exec(expression)?.[1] ?? "";
  const roleName = String(stack.resource?.aws_iam_role?.[id]?.name ?? expression);
  const isRole = (given: string) =>
    given === roleName || given.endsWith(`/${roleName}`) || (id !== "" && given.includes(`aws_iam_role.${id}.arn`));
  const executed = tasks.filter(({ executionRole }) => isRole(executionRole));
  const run = tasks.filter(({ taskRole }) => isRole(taskRole));
  const having = [...executed, ...run];
  const role = executed.length > 0 ? "execution role" : run.length > 0 ? "task role" : "role";
  return { role, roleName, tasks: having.length > 0 ? having : tasks };
}

function grantOf(
  { role, roleName }: NamedRole,
  statement: Attributes,
  stated: Attributes,
  derived: (grant: Grant) => readonly string[],
): Grant {
  const actions: readonly string[] = [statement.Action ?? statement.NotAction ?? []].flat();
  const resources: readonly string[] = [statement.Resource ?? statement.NotResource ?? []].flat();
  const grant: Grant = {
    role,
    roleName,
    sid: String(statement.Sid ?? ""),
    effect: String(statement.Effect),
    actions: statement.NotAction ? actions.map((action) => `anything but ${action}`) : actions,
    resources: statement.NotResource ? resources.map((resource) => `anything but ${resource}`) : resources,
    conditions: conditionsOf(statement.Condition ?? {}),
    neededBy: [],
  };
  const reason = stated[grant.sid];
  return { ...grant, neededBy: reason === undefined ? derived(grant) : String(reason).split("; ") };
}

function conditionsOf(block: Attributes): readonly string[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys as Attributes).map(([key, values]) => `${key} ${operator} ${[values].flat().join(", ")}`),
  );
}
