import {
  conditionKeysOf,
  isConditionKey,
  type KnownAction,
  knownActions,
  takesResource,
} from "../aws/actions/known-action";
import { listed, nearest } from "../aws/messages";
import type { PermissionRequest } from "./permission-request";
import { TestingError } from "./testing-error";

const keysOfAction = new Map<string, readonly string[]>();
const checked = new Set<string>();

/**
 * Refuses what AWS never asks: an action that there isn't, a resource of another type, a context key that nothing sets. A
 * misspelt key would only ever deny, and a test that expects a denial would pass for the wrong reason.
 */
export function checkRequest({ action, context = {} }: PermissionRequest, resource: string): void {
  const question = [action, resource, ...Object.keys(context)].join("\n");
  if (checked.has(question)) return;
  const [known] = /[*?]/.test(action) ? [] : knownActions(action);
  if (known === undefined) throw new TestingError(`AWS has no action '${action}'${meant(action)}`);
  if (!fits(known, resource))
    throw new TestingError(`${action} is never asked of '${resource}': ${resourcesOf(known)}`);
  const keys = keysOfAction.get(action) ?? conditionKeysOf([known]);
  keysOfAction.set(action, keys);
  const unknown = Object.keys(context).filter((key) => !isConditionKey(key, keys));
  if (unknown.length > 0)
    throw new TestingError(
      unknown
        .map((key) => `no request for ${action} has the context key '${key}'${didYouMean(nearest(key, keys))}`)
        .join("; "),
    );
  checked.add(question);
}

function fits(known: KnownAction, resource: string): boolean {
  return known.action.resourceTypes.length === 0 ? resource === "*" : takesResource(known, resource);
}

function resourcesOf({ action }: KnownAction): string {
  if (action.resourceTypes.length === 0) return "it takes no resource, so ask it of '*'";
  return `it takes ${action.resourceTypes.map(({ name }) => `a ${name}`).join(" or ")}, by its ARN`;
}

function meant(action: string): string {
  const [service = ""] = action.split(":");
  const names = knownActions(`${service}:*`).map((known) => `${known.service}:${known.action.name}`);
  return didYouMean(nearest(action, names));
}

function didYouMean(names: readonly string[]): string {
  return names.length > 0 ? `: did you mean ${listed(names)}?` : "";
}
