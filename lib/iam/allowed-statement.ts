import { listed, nearest, problem, show } from "../validation/messages";
import {
  conditionKeysOf,
  isConditionKey,
  type KnownAction,
  knownActions,
  resourceForms,
  takesResource,
} from "./known-action";
import { actionsOf, serviceNames } from "./service-data";
import type { Conditions } from "./statement";

/** Permissions that somebody writes by hand: what is allowed, on what, when, and why. */
export interface AllowedStatement {
  /** Actions as AWS has them, `s3:GetObject` for example. */
  readonly actions: readonly string[];
  /** ARNs, which may have wildcards, each of a type that one of the actions takes. */
  readonly resources: readonly string[];
  /** @default - unconditional */
  readonly conditions?: Conditions;
  /**
   * Why: required beside a wildcard in an action, and beside a resource that is all of a service, an account or a region,
   * unless no action takes a resource. It stands beside the policy in the synthesized JSON.
   * @default - none
   */
  readonly reason?: string;
}

const OPERATOR =
  /^((ForAnyValue|ForAllValues):)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|Arn(Not)?(Equals|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress)(IfExists)?$|^Null$/;
/** They say which service asks for whom, so that a role's own requests never carry them. Source: IAM user guide, global condition keys. */
const SERVICE_TO_SERVICE = ["aws:sourcearn", "aws:sourceaccount"];

/**
 * What is wrong with a statement by AWS's own lists: every action must exist, every resource be of a type that an action
 * takes, every condition key be one that an action or every request knows.
 */
export function allowedStatementProblems(statement: AllowedStatement, at: string): readonly string[] {
  const { actions, resources, conditions = {} } = statement;
  const malformed = [...listProblems(actions, `${at}.actions`), ...listProblems(resources, `${at}.resources`)];
  if (malformed.length > 0) return malformed;
  const wrongActions = actions.flatMap((action) => actionProblems(action, `${at}.actions`));
  if (wrongActions.length > 0) return wrongActions;
  const known = actions.flatMap(knownActions);
  const wrongResources = resources.flatMap((resource) => resourceProblems(resource, known, `${at}.resources`));
  const rightResources = [
    ...unreachableProblems(actions, resources, `${at}.actions`),
    ...reasonProblems(statement, known, `${at}.reason`),
  ];
  return [
    ...(wrongResources.length > 0 ? wrongResources : rightResources),
    ...conditionProblems(conditions, known, `${at}.conditions`),
  ];
}

function listProblems(values: unknown, at: string): readonly string[] {
  const valid = Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "string");
  return valid ? [] : [problem(at, "be a list of at least one string", values)];
}

function actionProblems(pattern: string, at: string): readonly string[] {
  if (knownActions(pattern).length > 0) return [];
  const [service = "", name] = pattern.split(":");
  if (name === undefined) return [problem(at, "be service:Action", pattern, "s3:GetObject for example")];
  if (!serviceNames().includes(service.toLowerCase())) {
    const services = nearest(service, serviceNames());
    return [
      problem(at, "name a service of AWS's", pattern, services.length > 0 ? `did you mean ${listed(services)}?` : ""),
    ];
  }
  const names = nearest(
    name,
    actionsOf(service.toLowerCase()).map((action) => action.name),
  );
  const remedy = names.length > 0 ? `did you mean ${listed(names.map((near) => `${service}:${near}`))}?` : "";
  return [problem(at, `name an action that ${service} has`, pattern, remedy)];
}

function resourceProblems(resource: string, known: readonly KnownAction[], at: string): readonly string[] {
  if (resource === "*" || known.some((action) => takesResource(action, resource))) return [];
  const types = [...new Set(known.flatMap(resourceForms))];
  const actions = listed([...new Set(known.slice(0, 3).map(({ service, action }) => `${service}:${action.name}`))]);
  if (types.length === 0) return [problem(at, "be '*'", resource, `${actions} takes no resource`)];
  const alias = /^arn:[^:]*:kms:[^:]*:[^:]*:(alias\/.+)$/.exec(resource)?.[1];
  const remedy = alias
    ? `KMS authorises the key and not its alias: name the key, or any key with the condition kms:ResourceAliases ${alias}`
    : "";
  return [problem(at, `be of a type that ${actions} takes, ${listed(types.slice(0, 3))}`, resource, remedy)];
}

/** What of the actions none of the resources can allow. */
function unreachableProblems(actions: readonly string[], resources: readonly string[], at: string): readonly string[] {
  if (resources.includes("*")) return [];
  return actions.flatMap((pattern) => {
    const meant = knownActions(pattern);
    if (meant.some((action) => resources.some((resource) => takesResource(action, resource)))) return [];
    const forms = [...new Set(meant.flatMap(resourceForms))];
    return forms.length === 0
      ? [`'${at}' has ${pattern}, which takes no resource: give it a statement of its own with '*'`]
      : [`'${at}' has ${pattern}, which none of the resources is for: it takes ${listed(forms.slice(0, 3))}`];
  });
}

function conditionProblems(conditions: Conditions, known: readonly KnownAction[], at: string): readonly string[] {
  return Object.entries(conditions).flatMap(([operator, keys]) => [
    ...(OPERATOR.test(operator)
      ? []
      : [problem(at, "use IAM's condition operators", operator, "StringEquals for example")]),
    ...Object.keys(keys).flatMap((key) => conditionKeyProblems(key, known, `${at}.${operator}`)),
  ]);
}

function conditionKeyProblems(key: string, known: readonly KnownAction[], at: string): readonly string[] {
  if (SERVICE_TO_SERVICE.includes(key.toLowerCase())) {
    return [
      problem(
        at,
        "not ask for the source of a service's request",
        key,
        "a task's own requests have none, so that nothing would be allowed",
      ),
    ];
  }
  const keys = conditionKeysOf(known);
  if (isConditionKey(key, keys)) return [];
  const near = nearest(key, keys);
  return [
    problem(
      at,
      "use condition keys that its actions know",
      key,
      near.length > 0 ? `did you mean ${listed(near)}?` : "",
    ),
  ];
}

function reasonProblems(
  { actions, resources, conditions, reason }: AllowedStatement,
  known: readonly KnownAction[],
  at: string,
): readonly string[] {
  if (reason !== undefined) return /\S.*\s.*\S/.test(reason) ? [] : [problem(at, "say why in a few words", reason)];
  const takesResources = known.some(({ action }) => action.resourceTypes.length > 0);
  const isTooBroad = (resource: string) => isBroad(resource) || (conditions === undefined && isEveryOne(resource));
  const broad = [
    ...actions.filter((action) => /[*?]/.test(action)),
    ...(takesResources ? resources.filter(isTooBroad) : []),
  ];
  return broad.length > 0 ? [problem(at, `say why ${broad.map(show).join(", ")} cannot be narrower`, reason)] : [];
}

/** A resource that stands for all of a service, an account or a region. */
function isBroad(resource: string): boolean {
  const { service, region, account, name } = partsOf(resource);
  return (
    resource === "*" || [service, region, account].some((part) => /[*?]/.test(part)) || /^[*?]+(\/[*?]+)?$/.test(name)
  );
}

/** Services whose resources start with their own name instead of their type: `my-bucket/*` is not every one of a type. */
const WITHOUT_TYPE = ["s3", "execute-api"];

/** A resource that stands for all of its type, `table/*` for example. */
function isEveryOne(resource: string): boolean {
  const { service, name } = partsOf(resource);
  return !WITHOUT_TYPE.includes(service) && /^[\w-]+[/:][*?]+$/.test(name);
}

function partsOf(resource: string): Readonly<Record<"service" | "region" | "account" | "name", string>> {
  const [, , service = "*", region = "", account = "", ...rest] = resource.split(":");
  return { service, region, account, name: rest.join(":") };
}
