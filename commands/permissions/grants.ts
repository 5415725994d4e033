import { serviceActions } from "../../aws/actions/service-actions";
import { reasonOf } from "../../aws/ecs/needs/need";
import type { Granted, GrantedStatement } from "../../review/report/granted";
import { reasonsFor } from "./reasons-for";
import type { Attributes, StackJson } from "./stack-json";
import { locationOf } from "./stack-location";
import { queuesOf, type TaskOfStack, tasksOf } from "./stack-needs";
import { policiesOf, type StackPolicy } from "./stack-policies";

const catalogue = serviceActions();

/** Who may do what in a stack, from its JSON alone. */
export function permissionsOf(stack: StackJson, name: string): Granted {
  const { account, region } = locationOf(stack);
  const [tasks, queues] = [tasksOf(stack), queuesOf(stack)];
  const { policies, unknown } = policiesOf(stack);
  return {
    stack: stack["//"]?.metadata?.stackName ?? name,
    account,
    region,
    grants: policies.flatMap((policy) => {
      const role = carrierOf(stack, policy, tasks);
      const derived = (grant: GrantedStatement) => reasonsFor(grant, role.tasks, queues);
      return statementsOf(policy.document).map((statement) => grantOf(role, policy, statement, derived));
    }),
    unknown: [
      ...policies
        .filter(({ document }) => document === undefined)
        .map(({ address, unreadable }) => ({
          what: "policy" as const,
          address,
          why: unreadable ? "it is not JSON" : "not known before it is applied",
        })),
      ...unknown,
      ...tasks.flatMap(({ address, cannotSay }) =>
        cannotSay.map((each) => ({
          what: "needs" as const,
          address,
          why: `cannot say what it needs for ${reasonOf(each)}: ${each.why}`,
        })),
      ),
    ],
  };
}

function statementsOf(document: Attributes | undefined): readonly Attributes[] {
  return [document?.Statement ?? []].flat() as readonly Attributes[];
}

interface NamedRole {
  readonly role: GrantedStatement["role"];
  readonly roleName: string;
  /** The tasks that have it; all of them, where none is known to. */
  readonly tasks: readonly TaskOfStack[];
}

/** Who has a policy: a role, or nobody yet. */
function carrierOf(stack: StackJson, { role, name }: StackPolicy, tasks: readonly TaskOfStack[]): NamedRole {
  return role === undefined ? { role: "policy", roleName: name, tasks } : roleOf(stack, String(role), tasks);
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
  policy: StackPolicy,
  statement: Attributes,
  derived: (grant: GrantedStatement) => readonly string[],
): GrantedStatement {
  const actions = ([statement.Action ?? statement.NotAction ?? []].flat() as readonly string[]).map(spelled);
  const resources: readonly string[] = [statement.Resource ?? statement.NotResource ?? []].flat();
  const sid = String(statement.Sid ?? "");
  const grant: GrantedStatement = {
    role,
    roleName,
    name: sid === "" ? policy.name : role !== "policy" && policy.isManaged ? `${policy.name}: ${sid}` : sid,
    sid,
    effect: String(statement.Effect),
    actions: statement.NotAction ? everythingBut(actions) : actions,
    resources: statement.NotResource ? everythingBut(resources) : resources,
    conditions: conditionsOf(statement.Condition ?? {}),
    neededBy: [],
  };
  const reason = policy.reasons?.[sid];
  return { ...grant, neededBy: reason === undefined ? derived(grant) : String(reason).split("; ") };
}

/** In one text, as the review says it: apart, each would stand for everything but itself. */
function everythingBut(excluded: readonly string[]): readonly string[] {
  return [`* except ${excluded.join(", ")}`];
}

/** An action as AWS writes it; a wildcard as it stands. */
function spelled(action: string): string {
  const lower = action.toLowerCase();
  return catalogue.has(lower) ? catalogue.spelling(lower) : action;
}

function conditionsOf(block: Attributes): readonly string[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys as Attributes).map(([key, values]) => `${key} ${operator} ${[values].flat().join(", ")}`),
  );
}
