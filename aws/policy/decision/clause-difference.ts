import type { ActionCatalogue } from "../../actions/service-actions";
import type { ActionSet } from "../action-set";
import type { Clause, Dimension } from "../clause";
import type { Test } from "../condition";
import { hasWildcard } from "../pattern";
import { ARNS, PLAIN, PRINCIPALS, type Region, regionCovers, regionKey, regionsOverlap } from "../region";
import { type AtomsOf, actionAtoms } from "./action-atoms";
import { GIVEN_UP } from "./find-text";
import { gainedNames } from "./gained-names";
import { ANONYMOUS, hasPrincipal } from "./principal-atoms";
import type { FoundRequest, RequestSearch, Zone } from "./request-search";

/** A request whose answer a change changes. */
export interface Witness {
  /** None where only the policy's own subject can ask. */
  readonly principal: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly context: FoundRequest["context"];
}

/**
 * What is known of the effect of a change: a request that proves it; or that there is none, since a Deny beside it forbids all
 * of it, or since nothing allows what is no longer denied; or that the search for one was given up.
 */
export type Proof = { readonly witness: Witness } | { readonly withoutEffect: "denied" | "notAllowed" } | "given up";

/** A part of a clause that the other side does not have. */
export interface Part {
  readonly clause: Clause;
  readonly principals: readonly Region[];
  readonly actions: readonly Region[];
  readonly resources: readonly Region[];
  readonly tests: readonly Test[];
  readonly actionNames: readonly string[] | undefined;
  readonly others: readonly Clause[];
  /** Whether the other side has a part of it. */
  readonly isPart: boolean;
  readonly proof: Proof;
}

/** Atoms that are in the same clauses, by the places of those among the clauses compared with. */
interface AtomClass {
  readonly members: readonly number[];
  readonly atoms: readonly string[];
}

/** Names of a clause that are in the same classes, and so fare alike. */
interface NameGroup {
  readonly names: readonly Region[];
  readonly classes: readonly AtomClass[];
}

type Verdict = { readonly found: FoundRequest } | Exclude<Proof, { readonly witness: Witness }> | undefined;

/** Finds what clauses of one side have that those of the other have not. */
export class ClauseDifference {
  constructor(
    private readonly search: RequestSearch,
    private readonly catalogue: ActionCatalogue,
    private readonly principals: readonly string[],
  ) {}

  /** The parts of a clause of the one side that are not on the other. */
  partsOf(clause: Clause, own: readonly Clause[], other: readonly Clause[]): Part[] {
    const rivals = other.filter(({ effect }) => effect === clause.effect);
    const beside = (clause.effect === "Allow" ? own : other).filter(({ effect }) => effect !== clause.effect);
    const compared = [...rivals, ...beside];
    const left = unshared(clause, rivals);
    if (DIMENSIONS.some((dimension) => left[dimension].length === 0)) return [];
    const actions = this.actionGroups(left.actions, clause, compared);
    const principals = this.principalGroups(left.principals, compared);
    const parts: Part[] = [];
    const resources = maximal(left.resources, (outer, inner) => this.search.covers(outer, inner));
    const alternatives = maximal(clause.alternatives, (outer, inner) => this.search.implies(inner, outer));
    for (const resource of resources) {
      for (const tests of alternatives) {
        const verdicts = new Map<string, Verdict>();
        const verdictOn = (members: readonly number[]): Verdict => {
          const key = members.join();
          if (!verdicts.has(key))
            verdicts.set(
              key,
              this.decide(clause.effect, { resources: [resource], tests }, split(members, compared, rivals.length)),
            );
          return verdicts.get(key);
        };
        for (const actionGroup of actions) {
          for (const principalGroup of principals) {
            const part = this.partOf(
              { clause, resource, tests, compared, rivals },
              actionGroup,
              principalGroup,
              verdictOn,
            );
            if (part) parts.push(part);
          }
        }
      }
    }
    return parts;
  }

  /** Whether whatever meets the one list of tests meets the other. */
  implies(strict: readonly Test[], loose: readonly Test[]): boolean {
    return strict === loose || this.search.implies(strict, loose);
  }

  /** Whether the one region has every resource of the other. */
  covers(outer: Region, inner: Region): boolean {
    return this.search.covers(outer, inner);
  }

  private partOf(
    { clause, resource, tests, compared, rivals }: Setting,
    actions: NameGroup,
    principals: NameGroup,
    verdictOn: (members: readonly number[]) => Verdict,
  ): Part | undefined {
    const related = new Set<number>();
    const gained = new Set<string>();
    let proof: Proof | undefined;
    for (const actionClass of actions.classes) {
      for (const principalClass of principals.classes) {
        const members = common(actionClass.members, principalClass.members);
        for (const member of members) if (member < rivals.length) related.add(member);
        const verdict = verdictOn(members);
        if (verdict === undefined) continue;
        for (const atom of actionClass.atoms) gained.add(atom);
        const [action = "", principal = ""] = [actionClass.atoms[0], principalClass.atoms[0]];
        proof = stronger(proof, proofOf(verdict, action, this.isAlone() ? undefined : principal));
      }
    }
    if (proof === undefined) return undefined;
    const others = [...related]
      .map((member) => compared[member] as Clause)
      .filter((other) => other.resources.some((region) => regionsOverlap(ARNS, region, resource)));
    const [only] = actions.names;
    return {
      clause,
      principals: principals.names,
      actions: actions.names,
      resources: [resource],
      tests,
      actionNames:
        only && hasWildcard(only.include) ? gainedNames([...gained], only, others, this.catalogue) : undefined,
      others,
      isPart: others.some((other) => this.hasPart(other, { actions, principals, resource, tests })),
      proof,
    };
  }

  private isAlone(): boolean {
    return this.principals.length === 1 && this.principals[0] === ANONYMOUS;
  }

  /** Whether something that the other clause grants lies within the part. */
  private hasPart(
    other: Clause,
    {
      actions,
      principals,
      resource,
      tests,
    }: { actions: NameGroup; principals: NameGroup; resource: Region; tests: readonly Test[] },
  ): boolean {
    const within = (outer: readonly Region[], inner: readonly Region[], covers: (a: Region, b: Region) => boolean) =>
      inner.some((region) => outer.some((wide) => covers(wide, region)));
    return (
      within(actions.names, other.actions, (a, b) => regionCovers(PLAIN, a, b)) &&
      within([resource], other.resources, (a, b) => this.search.covers(a, b)) &&
      within(principals.names, other.principals, (a, b) => regionCovers(PRINCIPALS, a, b)) &&
      other.alternatives.some((alternative) => this.implies(alternative, tests))
    );
  }

  /**
   * Whether a zone of a clause has a request that no rival has, and one of those that has an effect. An Allow has one where no
   * Deny beside it holds, the loss of a Deny where an Allow of the other side does.
   */
  private decide(effect: Clause["effect"], zone: Zone, { rivals, beside }: Split): Verdict {
    if (effect === "Allow") {
      const found = this.search.find([zone], [...rivals, ...beside]);
      if (found !== undefined) return verdictOf(found);
      const anyway = beside.length === 0 ? undefined : this.search.find([zone], rivals);
      return anyway && { withoutEffect: "denied" };
    }
    const anyway = this.search.find([zone], rivals);
    if (anyway === undefined) return undefined;
    let verdict: Verdict = { withoutEffect: "notAllowed" };
    for (const allow of beside) {
      const found = this.search.find([zone, allow], rivals);
      if (found === undefined) continue;
      verdict = verdictOf(found);
      if (found !== GIVEN_UP) break;
    }
    return verdict;
  }

  private actionGroups(actions: readonly Region[], clause: Clause, compared: readonly Clause[]): NameGroup[] {
    const sets = compared.map(({ actionSet }) => actionSet);
    const isIn = (atom: string, place: number) => (sets[place] as ActionSet).has(atom);
    const wide = actions.filter(({ include }) => hasWildcard(include));
    const names = maximal(actions, (outer, inner) => regionCovers(PLAIN, outer, inner), wide);
    return groups(names, actionAtoms([clause, ...compared], this.catalogue), compared.length, isIn);
  }

  private principalGroups(principals: readonly Region[], compared: readonly Clause[]): NameGroup[] {
    const isIn = (atom: string, place: number) => hasPrincipal((compared[place] as Clause).principals, atom);
    const names = maximal(principals, (outer, inner) => regionCovers(PRINCIPALS, outer, inner));
    const atomsOf = (region: Region) => this.principals.filter((atom) => hasPrincipal([region], atom));
    return groups(names, atomsOf, compared.length, isIn);
  }
}

/** What a part is looked for in. */
interface Setting {
  readonly clause: Clause;
  readonly resource: Region;
  readonly tests: readonly Test[];
  /** The rivals, and behind them what decides on the effect. */
  readonly compared: readonly Clause[];
  readonly rivals: readonly Clause[];
}

interface Split {
  readonly rivals: readonly Clause[];
  readonly beside: readonly Clause[];
}

function split(members: readonly number[], compared: readonly Clause[], rivals: number): Split {
  const at = (place: number) => compared[place] as Clause;
  return {
    rivals: members.filter((place) => place < rivals).map(at),
    beside: members.filter((place) => place >= rivals).map(at),
  };
}

function verdictOf(found: FoundRequest | typeof GIVEN_UP): Verdict {
  return found === GIVEN_UP ? "given up" : { found };
}

function proofOf(verdict: Exclude<Verdict, undefined>, action: string, principal: string | undefined): Proof {
  return typeof verdict === "object" && "found" in verdict
    ? { witness: { principal, action, ...verdict.found } }
    : verdict;
}

/** A request proves more than a search that was given up, and that more than that there is no effect. */
function stronger(first: Proof | undefined, second: Proof): Proof {
  const strength = (proof: Proof) => (proof === "given up" ? 1 : "witness" in proof ? 2 : 0);
  return first === undefined || strength(second) > strength(first) ? second : first;
}

function membersOf(atom: string, count: number, isIn: (atom: string, place: number) => boolean): readonly number[] {
  const members: number[] = [];
  for (let place = 0; place < count; place += 1) if (isIn(atom, place)) members.push(place);
  return members;
}

function common(first: readonly number[], second: readonly number[]): readonly number[] {
  return first.filter((place) => second.includes(place));
}

/** The names of a clause, those together whose atoms are in the same clauses; a wildcard alone, since it is told with its own. */
function groups(
  names: readonly Region[],
  atomsOf: AtomsOf,
  count: number,
  isIn: (atom: string, place: number) => boolean,
): NameGroup[] {
  const found = new Map<string, { names: Region[]; classes: readonly AtomClass[] }>();
  const known = new Map<string, readonly number[]>();
  for (const region of names) {
    const classes = new Map<string, { members: readonly number[]; atoms: string[] }>();
    for (const atom of atomsOf(region)) {
      const members = known.get(atom) ?? membersOf(atom, count, isIn);
      known.set(atom, members);
      const key = members.join();
      const same = classes.get(key);
      if (same) same.atoms.push(atom);
      else classes.set(key, { members, atoms: [atom] });
    }
    const key = `${hasWildcard(region.include) ? regionKey(region) : ""} ${[...classes.keys()].sort().join(" ")}`;
    const group = found.get(key);
    if (group) group.names.push(region);
    else found.set(key, { names: [region], classes: [...classes.values()] });
  }
  return [...found.values()];
}

/**
 * The names of each list of a clause that no rival has among its own, the rest of the clause being the same: most changes are
 * such that little else is to be looked at.
 */
function unshared(clause: Clause, rivals: readonly Clause[]): Readonly<Record<Dimension, readonly Region[]>> {
  return {
    principals: namesLeft("principals", clause, rivals),
    actions: namesLeft("actions", clause, rivals),
    resources: namesLeft("resources", clause, rivals),
  };
}

function namesLeft(dimension: Dimension, clause: Clause, rivals: readonly Clause[]): readonly Region[] {
  let had: Set<string> | undefined;
  for (const rival of rivals) {
    if (!isSameBut(dimension, rival.keys, clause.keys)) continue;
    had ??= new Set();
    for (const region of rival[dimension]) had.add(regionKey(region));
  }
  return had === undefined ? clause[dimension] : clause[dimension].filter((region) => !had.has(regionKey(region)));
}

function isSameBut(dimension: Dimension, first: Clause["keys"], second: Clause["keys"]): boolean {
  for (const other of ALL) if (other !== dimension && first[other] !== second[other]) return false;
  return true;
}

const DIMENSIONS: readonly Dimension[] = ["principals", "actions", "resources"];
const ALL = [...DIMENSIONS, "tests"] as const;

/** Without those that one of the wide among them contains: they would be told twice. Of those that contain each other the first stays. */
function maximal<T>(
  all: readonly T[],
  covers: (outer: T, inner: T) => boolean,
  wide: readonly T[] = all,
): readonly T[] {
  if (all.length < 2 || wide.length === 0) return all;
  return all.filter((one) => {
    const contains = (other: T) =>
      other !== one && covers(other, one) && (!covers(one, other) || all.indexOf(other) < all.indexOf(one));
    return !wide.some(contains);
  });
}
