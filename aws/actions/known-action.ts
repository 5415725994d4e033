import { matchesPattern, patternsMeet } from "../policy/matches-pattern";
import { actionsOf, globalConditionKeys, resourceTypeOf, type ServiceAction, serviceNames } from "./service-data";

/** An action with what AWS knows of it. */
export interface KnownAction {
  readonly service: string;
  readonly action: ServiceAction;
}

/** The actions a pattern stands for, `s3:Get*` for example; none where the service or the action does not exist. */
export function knownActions(pattern: string): readonly KnownAction[] {
  const [service = "", name = ""] = pattern.split(":");
  const lowered = service.toLowerCase();
  if (!serviceNames().includes(lowered)) return [];
  return actionsOf(lowered)
    .filter((action) => matchesPattern(action.name, name))
    .map((action) => ({ service: lowered, action }));
}

/** The forms of the ARNs an action takes; none means that it takes no resource. */
export function resourceForms({ service, action }: KnownAction): readonly string[] {
  return action.resourceTypes.flatMap(({ name }) => resourceTypeOf(service, name)?.arn ?? []);
}

/** Whether an action takes a resource, which may have wildcards. */
export function takesResource(action: KnownAction, resource: string): boolean {
  return resourceForms(action).some((form) => fits(resource, form));
}

/**
 * What AWS's lists have with a Region and is without one where it is in several: the foundation models behind a global
 * inference profile, and a Multi-Region Access Point with its objects. Sources: Bedrock user guide, global cross-Region
 * inference; S3 user guide, Multi-Region Access Points.
 */
const WITHOUT_REGION = /^arn:[^:]+:(bedrock:::foundation-model\/|s3::\d{12}:accesspoint\/[a-z0-9.]+\.mrap(\/|$))/;

/**
 * Whether a resource can be of an ARN's form, part by part. A part that the form leaves to the user cannot be empty, and a
 * bucket's name has no slash, which tells it from its objects.
 */
function fits(resource: string, form: string): boolean {
  if (/:\$\{BucketName\}$/.test(form) && resource.includes("/")) return false;
  if (/:accesspoint\/\$\{\w+\}$/.test(form) && resource.includes("/object/")) return false;
  const withoutRegion = WITHOUT_REGION.test(resource);
  const given = arnParts(resource);
  return arnParts(form).every((part, index) => {
    const own = given[index] ?? "";
    const pattern = part.replace(/\$\{[^}]+\}/g, "*");
    if (index === REGION && own === "" && withoutRegion) return true;
    return pattern === "*" ? own !== "" : patternsMeet(pattern, own);
  });
}

/** Which of an ARN's parts is the Region. */
const REGION = 3;

/** The six parts of an ARN, the last with the colons it may have. */
function arnParts(arn: string): readonly string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Every condition key that one of the actions, one of their resources or any request knows. */
export function conditionKeysOf(actions: readonly KnownAction[]): readonly string[] {
  return [...new Set([...globalConditionKeys(), ...actions.flatMap(ownConditionKeys)])];
}

function ownConditionKeys({ service, action }: KnownAction): readonly string[] {
  const ofTypes = action.resourceTypes.flatMap(({ name, conditionKeys }) => [
    ...conditionKeys,
    ...(resourceTypeOf(service, name)?.conditionKeys ?? []),
  ]);
  return [...action.conditionKeys, ...ofTypes];
}

/** Whether a key is one of AWS's, which writes a variable part as `${TagKey}`, `<key>` or `tag-key`. */
export function isConditionKey(key: string, known: readonly string[]): boolean {
  return known.some((form) => matchesPattern(key, form.replace(/\$\{[^}]+\}|<[^>]+>|\btag-key\b/g, "*")));
}
