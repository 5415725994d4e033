import { conditionKeyType } from "../actions/condition-key-types";
import type { ActionCatalogue } from "../actions/service-actions";
import type { Clause } from "./clause";
import type { Test } from "./condition";
import { ClauseDifference, type Proof } from "./decision/clause-difference";
import { principalAtoms } from "./decision/principal-atoms";
import { RequestSearch } from "./decision/request-search";
import { wideOnes } from "./decision/wide-ones";
import type { Region } from "./region";

/** Grants of one clause that are not on the other side, or not in full: each principal with each action and each resource. */
export interface GrantChange {
  /**
   * `widened` and `narrowed`: the other side has a part of them. `added` and `removed`: it has none that they contain.
   * `narrowed` and `removed` carry them as they were before.
   */
  readonly change: "added" | "removed" | "widened" | "narrowed";
  readonly effect: Clause["effect"];
  /** Which clause says it. */
  readonly clause: Clause;
  readonly principals: readonly Region[];
  readonly actions: readonly Region[];
  readonly resources: readonly Region[];
  readonly tests: readonly Test[];
  /** The actions gained or lost, in lower case, where a wildcard stands for them; the wildcard itself where they have no end. */
  readonly actionNames: readonly string[] | undefined;
  /** What the other side has in common with them: the change is the grants less these. */
  readonly others: readonly Clause[];
  /** `allowed elsewhere`: what a Deny forbids, another policy may allow. */
  readonly proof: Proof | "allowed elsewhere";
}

/** What a comparison needs to know of AWS. */
export interface ComparedWith {
  readonly catalogue: ActionCatalogue;
  /** One for all that is compared: it remembers what it finds out. */
  readonly search: RequestSearch;
}

/** What AWS's lists of actions and condition keys say. */
export function comparedWith(catalogue: ActionCatalogue): ComparedWith {
  return { catalogue, search: new RequestSearch(conditionKeyType) };
}

/**
 * What two sets of clauses do not have in common. Every request whose answer differs is in one of the changes, every change is
 * a part of the difference, and turning the sides round turns added into removed and widened into narrowed.
 */
export function compareClauses(
  before: readonly Clause[],
  after: readonly Clause[],
  { catalogue, search }: ComparedWith,
): GrantChange[] {
  search.begin();
  const difference = new ClauseDifference(search, catalogue, principalAtoms([...before, ...after]));
  return [
    ...side(difference, after, before, { part: "widened", whole: "added" }),
    ...side(difference, before, after, { part: "narrowed", whole: "removed" }),
  ];
}

/** What a difference is called where the other side has a part of it, and where it has none. */
type Names = Readonly<Record<"part" | "whole", GrantChange["change"]>>;

function side(
  difference: ClauseDifference,
  own: readonly Clause[],
  other: readonly Clause[],
  names: Names,
): GrantChange[] {
  const known = new Set(other.map(({ key }) => key));
  const changed = own.filter(({ key }) => !known.has(key));
  const parts = changed.flatMap((clause) => difference.partsOf(clause, own, other));
  return wideOnes(parts, difference).map((part) => ({
    change: part.isPart ? names.part : names.whole,
    effect: part.clause.effect,
    clause: part.clause,
    principals: part.principals,
    actions: part.actions,
    resources: part.resources,
    tests: part.tests,
    actionNames: part.actionNames,
    others: part.others,
    proof: part.proof,
  }));
}
