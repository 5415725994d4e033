import { type Grant, grantsAction } from "../../aws/policy/grant";
import { patternCovers } from "../../aws/policy/pattern";
import type { Place } from "../resource-types/resource-type";
import type { SubjectState } from "./reviewed-plan";

/** What the subject's own policies allow it. */
export function identityAllows({ allows }: SubjectState): readonly Grant[] {
  return allows.identity;
}

/** All that the subject's policies of a place say, Denies included. */
export function grantsAt({ policies }: SubjectState, place: Place): readonly Grant[] {
  const here = policies.filter(({ source }) => source.place === place);
  return here.length === 1 ? (here[0]?.grants ?? []) : here.flatMap(({ grants }) => grants);
}

/** Whether the grants allow an action on something: the action itself or a wildcard over it. `action` is in lower case. */
export function allowing(grants: readonly Grant[], action: string): Grant[] {
  return grants.filter((grant) => grantsAction(grant, action));
}

/** Whether a grant names the action, or a wildcard within its service: not so for `*`. */
export function namesAction(grant: Grant, action: string): boolean {
  const service = action.slice(0, action.indexOf(":") + 1);
  return grant.action.include.startsWith(service) && patternCovers(grant.action.include, action);
}

/** Whether one of the keys is among the grant's conditions. Keys are in lower case. */
export function hasCondition(grant: Grant, keys: readonly string[]): boolean {
  return grant.tests.some(({ key }) => keys.includes(key));
}
