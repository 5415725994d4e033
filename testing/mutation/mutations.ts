import {
  conditionKeysOf,
  isConditionKey,
  type KnownAction,
  knownActions,
  takesResource,
} from "../../aws/actions/known-action";
import { listOf, type PolicyStatement } from "../../aws/policy/evaluate/policy-document";
import { widerArns } from "./wider-arns";
import { widerConditions } from "./wider-conditions";

/** A statement that differs in one thing from the one it was made of. */
export interface Mutation {
  /** What was done, `resource arn:… to *` for example. */
  readonly change: string;
  /** Undefined where the statement is gone. */
  readonly statement: PolicyStatement | undefined;
}

/**
 * Every way a statement is widened, one at a time, and every action and resource taken from it, so that each is known to
 * be needed. A change after which it says the same is none.
 */
export function mutations(statement: PolicyStatement): readonly Mutation[] {
  const made =
    statement.Effect === "Deny"
      ? weakerDenials(statement)
      : [
          // A queue's policy is asked about its own queue alone: what else its statements name changes no answer.
          ...(statement.Principal === undefined ? widerResources(statement) : []),
          ...widerActions(statement),
          ...conditionMutations(statement),
          ...widerPrincipals(statement),
          ...without(statement, "Action"),
          ...without(statement, "Resource"),
        ];
  const distinct = new Map(made.map((mutation) => [JSON.stringify(mutation.statement), mutation]));
  distinct.delete(JSON.stringify(statement));
  return [...distinct.values()];
}

function widerResources(statement: PolicyStatement): readonly Mutation[] {
  const resources = listOf(statement.Resource);
  return resources.flatMap((resource, index) =>
    widerArns(resource).map((wider) => ({
      change: `resource ${resource} to ${wider}`,
      statement: { ...statement, Resource: resources.with(index, wider) },
    })),
  );
}

/** Each action to all of its service, and to all that begin with its verb, where that adds an action it could speak of. */
function widerActions(statement: PolicyStatement): readonly Mutation[] {
  const actions = listOf(statement.Action);
  const wider = actions.flatMap((action) => {
    const [, service, verb] = /^([a-z0-9-]+):([A-Z]+[a-z0-9]*)/.exec(action) ?? [];
    return [`${service}:*`, `${service}:${verb}*`].map((pattern) => ({ action, pattern }));
  });
  return wider
    .filter(({ pattern }) => knownActions(pattern).some((known) => isNew(known, actions) && fits(known, statement)))
    .map(({ action, pattern }) => ({
      change: `action ${action} to ${pattern}`,
      statement: { ...statement, Action: actions.map((one) => (one === action ? pattern : one)) },
    }));
}

function isNew({ service, action }: KnownAction, actions: readonly string[]): boolean {
  return !actions.includes(`${service}:${action.name}`);
}

/** Whether requests for an action can ever be of a statement's resources, and carry the keys of its conditions. */
function fits(action: KnownAction, { Resource, Condition = {} }: PolicyStatement): boolean {
  const resources = listOf(Resource);
  const keys = conditionKeysOf([action]);
  return (
    (Resource === undefined ||
      resources.includes("*") ||
      resources.some((resource) => takesResource(action, resource))) &&
    Object.values(Condition).every((wanted) => Object.keys(wanted).every((key) => isConditionKey(key, keys)))
  );
}

function conditionMutations(statement: PolicyStatement): readonly Mutation[] {
  return widerConditions(statement.Condition ?? {}).map(({ change, conditions }) => ({
    change,
    statement: { ...statement, Condition: conditions },
  }));
}

/** A trust policy opened to other services, to its own account, to a stranger's, and to everyone. */
function widerPrincipals(statement: PolicyStatement): readonly Mutation[] {
  const { Principal } = statement;
  if (Principal === undefined || typeof Principal === "string") return [];
  const ownAccount = /\d{12}/.exec(JSON.stringify(statement.Condition ?? {}))?.[0];
  const services = listOf(Principal.Service);
  // The account of the resource itself may decide by its own policies anyway.
  const decides = listOf(statement.Resource).some((resource) => resource.split(":")[4] === ownAccount);
  const accounts = [...(ownAccount && !decides ? [ownAccount] : []), "999999999999"];
  const wider = [
    "*",
    { ...Principal, AWS: "*" },
    ...accounts.map((account) => ({ ...Principal, AWS: `arn:aws:iam::${account}:root` })),
    ...["lambda", "ec2", "ecs"].map((name) => ({ ...Principal, Service: [...services, `${name}.amazonaws.com`] })),
  ];
  return wider.map((principal) => ({
    change: `principal to ${JSON.stringify(principal)}`,
    statement: { ...statement, Principal: principal },
  }));
}

/** The statement without one of its actions or resources; without the last one it is gone. */
function without(statement: PolicyStatement, member: "Action" | "Resource"): readonly Mutation[] {
  const values = listOf(statement[member]);
  return values.map((value) => ({
    change: `${member.toLowerCase()} ${value} removed`,
    statement: values.length > 1 ? { ...statement, [member]: values.filter((one) => one !== value) } : undefined,
  }));
}

/** A Deny fails when it is gone, never holds, or holds for fewer; and when it holds always, nobody works any more. */
function weakerDenials(statement: PolicyStatement): readonly Mutation[] {
  const never = { ...statement.Condition, StringEquals: { "aws:RequestedRegion": "nowhere" } };
  return [
    { change: "statement removed", statement: undefined },
    { change: "condition never true", statement: { ...statement, Condition: never } },
    { change: "condition dropped", statement: { ...statement, Condition: {} } },
    ...["sqs:SendMessage", "sqs:ReceiveMessage"].map((action) => ({
      change: `actions to ${action} alone`,
      statement: { ...statement, Action: [action] },
    })),
    {
      change: "principal to ECS alone",
      statement: { ...statement, Principal: { Service: "ecs-tasks.amazonaws.com" } },
    },
  ];
}
