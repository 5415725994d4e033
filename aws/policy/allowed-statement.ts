import {
  conditionKeysOf,
  isConditionKey,
  type KnownAction,
  knownActions,
  resourceForms,
  takesResource,
} from "../actions/known-action";
import { actionsOf, serviceNames } from "../actions/service-data";
import { listed, nearest, problem, show, unknownMembers } from "../messages";
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
   * Why: required beside a wildcard in an action, and beside a resource that is all of a service, a type, an account or a
   * region, unless no action takes a resource. It stands beside the policy in the synthesized JSON.
   * @default - none
   */
  readonly reason?: string;
}

const MEMBERS: readonly (keyof AllowedStatement)[] = ["actions", "resources", "conditions", "reason"];
const OPERATOR =
  /^((ForAnyValue|ForAllValues):)?(String(Not)?(Equals|EqualsIgnoreCase|Like)|Arn(Not)?(Equals|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress)(IfExists)?$|^Null$/;
/** They say which service asks for whom, so that a role's own requests never carry them. Source: IAM user guide, global condition keys. */
const SERVICE_TO_SERVICE = ["aws:sourcearn", "aws:sourceaccount"];

/**
 * What is wrong with a statement by AWS's own lists: every action must exist, every resource be of a type that an action
 * takes, every condition key be one that an action or every request knows.
 */
export function allowedStatementProblems(
  statement: AllowedStatement,
  partition: string,
  at: string,
): readonly string[] {
  if (typeof statement !== "object" || statement === null) return [problem(at, "be an object", statement)];
  const { actions, resources, conditions } = statement;
  const malformed = [
    ...unknownMembers(statement, MEMBERS, at),
    ...listProblems(actions, `${at}.actions`),
    ...listProblems(resources, `${at}.resources`),
    ...conditionsProblems(conditions, `${at}.conditions`),
  ];
  if (malformed.length > 0) return malformed;
  const wrongActions = actions.flatMap((action) => actionProblems(action, `${at}.actions`));
  if (wrongActions.length > 0) return wrongActions;
  const known = actions.flatMap(knownActions);
  const wrongResources = resources.flatMap((resource) =>
    resourceProblems(resource, known, partition, `${at}.resources`),
  );
  const rightResources = [
    ...unreachableProblems(actions, resources, `${at}.actions`),
    ...reasonProblems(statement, known, `${at}.reason`),
  ];
  return [
    ...(wrongResources.length > 0 ? wrongResources : rightResources),
    ...Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
      Object.keys(keys).flatMap((key) => conditionKeyProblems(key, known, `${at}.conditions.${operator}`)),
    ),
  ];
}

function listProblems(values: unknown, at: string): readonly string[] {
  const valid = Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "string");
  return valid ? [] : [problem(at, "be a list of at least one string", values)];
}

/** A block without a key, or a key without a value, would hold for every request. */
function conditionsProblems(conditions: unknown, at: string): readonly string[] {
  if (conditions === undefined) return [];
  if (!isFilledObject(conditions)) return [problem(at, "have at least one operator", conditions)];
  return Object.entries(conditions).flatMap(([operator, keys]) => {
    if (!OPERATOR.test(operator))
      return [problem(at, "use IAM's condition operators", operator, "StringEquals for example")];
    if (!isFilledObject(keys)) return [problem(`${at}.${operator}`, "have at least one condition key", keys)];
    return Object.entries(keys)
      .filter(([, values]) => !(typeof values === "string" || listProblems(values, "").length === 0))
      .map(([key, values]) => problem(`${at}.${operator}.${key}`, "be a string, or a list of at least one", values));
  });
}

function isFilledObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

function actionProblems(pattern: string, at: string): readonly string[] {
  const [service = "", name, ...rest] = pattern.split(":");
  if (name === undefined || rest.length > 0)
    return [problem(at, "be service:Action", pattern, "s3:GetObject for example")];
  if (knownActions(pattern).length > 0) return [];
  if (!serviceNames().includes(service.toLowerCase())) {
    const services = nearest(service, serviceNames());
    return [problem(at, "name a service of AWS's", pattern, meant(services))];
  }
  const names = nearest(
    name,
    actionsOf(service.toLowerCase()).map((action) => action.name),
  );
  return [problem(at, `name an action that ${service} has`, pattern, meant(names.map((near) => `${service}:${near}`)))];
}

function meant(names: readonly string[]): string {
  return names.length > 0 ? `did you mean ${listed(names)}?` : "";
}

function resourceProblems(
  resource: string,
  known: readonly KnownAction[],
  partition: string,
  at: string,
): readonly string[] {
  if (resource === "*" || startsLater(resource)) return [];
  const types = [...new Set(known.flatMap(resourceForms))];
  const actions = listed([...new Set(known.slice(0, 3).map(({ service, action }) => `${service}:${action.name}`))]);
  if (types.length === 0) return [problem(at, "be '*'", resource, `${actions} takes no resource`)];
  if (known.some((action) => takesResource(action, resource))) return placeProblems(resource, partition, at);
  const alias = /^arn:[^:]*:kms:[^:]*:[^:]*:(alias\/.+)$/.exec(resource)?.[1];
  const remedy = alias
    ? `KMS authorises the key and not its alias: name the key, or any key with the condition kms:ResourceAliases ${alias}`
    : "";
  return [problem(at, `be of a type that ${actions} takes, ${listed(types.slice(0, 3))}`, resource, remedy)];
}

const REGION = /^([a-z]{2,4}(-[a-z]+)+-\d{1,2})?$/;
const ACCOUNT = /^(\d{12}|aws)?$/;

/** What of an ARN's place is written out must be possible; a wildcard there is a matter of the reason. */
function placeProblems(resource: string, partition: string, at: string): readonly string[] {
  const parts = partsOf(resource);
  const isLiteral = (text: string) => !/[*?]|TfToken/.test(text);
  const wrong = [
    isLiteral(parts.partition) && parts.partition !== partition && `the partition ${partition}`,
    isLiteral(parts.region) && !REGION.test(parts.region) && "a region such as eu-west-1",
    isLiteral(parts.account) && !ACCOUNT.test(parts.account) && "an account of 12 digits",
    /\s/.test(resource) && "no spaces",
  ].filter((part) => part !== false);
  return wrong.length > 0 ? [problem(at, `have ${wrong.join(" and ")}`, resource)] : [];
}

/** What of the actions none of the resources can allow. */
function unreachableProblems(actions: readonly string[], resources: readonly string[], at: string): readonly string[] {
  if (resources.includes("*") || resources.some(startsLater)) return [];
  return actions.flatMap((pattern) => {
    const known = knownActions(pattern);
    if (known.some((action) => resources.some((resource) => takesResource(action, resource)))) return [];
    const forms = [...new Set(known.flatMap(resourceForms))];
    return forms.length === 0
      ? [`'${at}' has ${pattern}, which takes no resource: give it a statement of its own with '*'`]
      : [`'${at}' has ${pattern}, which none of the resources is for: it takes ${listed(forms.slice(0, 3))}`];
  });
}

function conditionKeyProblems(key: string, known: readonly KnownAction[], at: string): readonly string[] {
  if (SERVICE_TO_SERVICE.includes(key.toLowerCase())) {
    const remedy = "a task's own requests have none, so that nothing would be allowed";
    return [problem(at, "not ask for the source of a service's request", key, remedy)];
  }
  const keys = conditionKeysOf(known);
  if (isConditionKey(key, keys)) return [];
  return [problem(at, "use condition keys that its actions know", key, meant(nearest(key, keys)))];
}

function reasonProblems(statement: AllowedStatement, known: readonly KnownAction[], at: string): readonly string[] {
  const { actions, resources, conditions = {}, reason } = statement;
  if (reason !== undefined)
    return /\S.*\s.*\S/.test(String(reason)) ? [] : [problem(at, "say why in a few words", reason)];
  const takesResources = known.some(({ action }) => action.resourceTypes.length > 0);
  const broadResources = resources.filter((resource) => isBroad(resource) && !isKeyByAlias(resource, conditions));
  const broad = [...actions.filter((action) => /[*?]/.test(action)), ...(takesResources ? broadResources : [])];
  return broad.length > 0 ? [problem(at, `say why ${broad.map(show).join(", ")} cannot be narrower`, reason)] : [];
}

/** Services whose resources start with a name of the user's instead of their type: `my-bucket/*`, `my-queue`. */
const WITHOUT_TYPE = ["s3", "sqs", "sns", "execute-api"];

/** An ARN that only Terraform knows, and that may go on with a part of it, as a bucket's does with its objects. */
function startsLater(resource: string): boolean {
  return resource.startsWith("${TfToken[");
}

/** A resource that stands for all of a service, a type, an account or a region: no letter of its name is given. */
function isBroad(resource: string): boolean {
  if (startsLater(resource)) return false;
  const { partition, service, region, account, name } = partsOf(resource);
  if (resource === "*" || [partition, service, region, account].some((part) => /[*?]/.test(part))) return true;
  const [, type = "", rest = ""] = WITHOUT_TYPE.includes(service)
    ? ["", "", name]
    : (/^([^/:]*)[/:]?(.*)$/.exec(name) ?? []);
  return /[*?]/.test(type) || /^[*?]/.test(rest);
}

/** Any key that carries an alias is one key: an alias names one. */
function isKeyByAlias(resource: string, conditions: Conditions): boolean {
  const aliases = Object.entries(conditions["ForAnyValue:StringEquals"] ?? {}).filter(
    ([key]) => key === "kms:ResourceAliases",
  );
  return /:kms:[^*?]*:key\/\*$/.test(resource) && aliases.length > 0;
}

function partsOf(resource: string): Readonly<Record<"partition" | "service" | "region" | "account" | "name", string>> {
  const [, partition = "", service = "*", region = "", account = "", ...rest] = resource.split(":");
  return { partition, service, region, account, name: rest.join(":") };
}
