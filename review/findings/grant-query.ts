import { coversAction } from "../../aws/policy/action-set";
import type { Clause } from "../../aws/policy/clause";
import { type Grant, spelledOut } from "../../aws/policy/grant";
import { patternCovers } from "../../aws/policy/pattern";
import type { Region } from "../../aws/policy/region";
import type { Place } from "../resource-types/resource-type";
import type { SubjectState } from "./reviewed-plan";

/** What the subject's own policies allow it: of the actions wanted, since all of them spelled out are many. */
export function identityAllows(state: SubjectState, isWanted?: (action: Region) => boolean): readonly Grant[] {
  return spelledOut(
    clausesAt(state, "identity").filter(({ effect }) => effect === "Allow"),
    isWanted,
  );
}

/** All that the subject's policies of a place say, Denies included. */
export function clausesAt({ policies }: SubjectState, place: Place): readonly Clause[] {
  const here = policies.filter(({ source }) => source.place === place);
  return here.length === 1 ? (here[0]?.clauses ?? []) : here.flatMap(({ clauses }) => clauses);
}

/** All that the subject's policies of a place say, spelled out. */
export function grantsAt({ policies }: SubjectState, place: Place): readonly Grant[] {
  const here = policies.filter(({ source }) => source.place === place);
  return here.length === 1 ? (here[0]?.grants ?? []) : here.flatMap(({ grants }) => grants);
}

/** What the subject's own policies allow of an action: the action itself or a wildcard over it. `action` is in lower case. */
export function allowing(state: SubjectState, action: string): readonly Grant[] {
  return identityAllows(state, (region) => coversAction(region, action));
}

/** Whether a region names the action, or a wildcard within its service: not so for `*`. */
export function namesAction({ include }: Region, action: string): boolean {
  const service = action.slice(0, action.indexOf(":") + 1);
  return include.startsWith(service) && patternCovers(include, action);
}

/** Whether one of the keys is among the grant's conditions. Keys are in lower case. */
export function hasCondition(grant: Grant, keys: readonly string[]): boolean {
  return grant.tests.some(({ key }) => keys.includes(key));
}
