import type { ConditionKeyType } from "../../actions/condition-key-types";
import type { Test } from "../condition";
import type { Region } from "../region";
import { bindings, NO_VARIABLES } from "./bind-variables";
import type { Box } from "./box";
import { costSoFar, findText, GIVEN_UP } from "./find-text";
import { type Bound, findValues, insideOf, type Literal, meetsTest, outsideOf, type Values } from "./find-values";
import {
  areApart,
  arnExtent,
  type Binding,
  matchesText,
  type TextPattern,
  textPattern,
  withSymbols,
} from "./text-pattern";

/** A set of requests, their actions and principals aside. */
export interface Zone {
  readonly resources: readonly Region[];
  readonly tests: readonly Test[];
}

/** A request, its action and principal aside: a resource, and the values of the keys that matter. */
export interface FoundRequest {
  readonly resource: string;
  readonly context: Readonly<Record<string, Values>>;
}

/** Where the search for one request is given up. The most that a pair of AWS's managed policies needs is a hundredth of it. */
const MAX_BOXES = 5000;

/** What all questions about two policies may cost together, in places of patterns. */
const MAX_COST = 1_000_000;

/** Policies ask the same of a key again and again: so much is kept. */
const MAX_KEYS = 20_000;

/** Looks for requests; what it finds out of keys it keeps for all policies, and of texts for the two that are compared. */
export class RequestSearch {
  private readonly texts = new Map<string, string | undefined | typeof GIVEN_UP>();
  private readonly keys = new Map<string, Values | undefined | typeof GIVEN_UP>();
  private spentBefore = costSoFar();
  private boxes = 0;

  constructor(private readonly keyType: (key: string) => ConditionKeyType) {}

  /** What may be spent on the next two policies does not depend on what others have cost. */
  begin(): void {
    this.spentBefore = costSoFar();
    this.texts.clear();
    if (this.keys.size > MAX_KEYS) this.keys.clear();
  }

  /** A request that is in each zone of `inside` and in none of `outside`. */
  find(inside: readonly Zone[], outside: readonly Zone[]): FoundRequest | undefined | typeof GIVEN_UP {
    const box = inside.reduce<Box | undefined>((all, zone) => all && this.within(all, zone), EVERY_REQUEST);
    this.boxes = 0;
    return box && this.leave(box, outside);
  }

  /** Whether no request that meets the one list of tests fails the other. */
  implies(strict: readonly Test[], loose: readonly Test[]): boolean {
    const box = this.within(EVERY_REQUEST, { resources: [], tests: strict });
    return box === undefined || loose.every((test) => this.withLiteral(box, { test, isMet: false }) === undefined);
  }

  /** Whether the one region has every resource of the other. Errs on one side only: it may miss it. */
  covers(outer: Region, inner: Region): boolean {
    const [wide, narrow] = [arnPattern(outer.include), arnPattern(inner.include)];
    const isPlain = wide.variables.length === 0 && outer.exclude.length === 0 && inner.exclude.length === 0;
    if (isPlain && narrow.literal !== undefined) return matchesText(wide, narrow.literal);
    const box = this.within(EVERY_REQUEST, { resources: [inner], tests: [] });
    return box === undefined || this.notEmpty(outsideRegions(box, [outer])) === undefined;
  }

  /**
   * A request of the box that is in none of the zones. To leave a zone it must have another resource, or fail one of its
   * tests: the zone with the fewest such ways is left first, and one that has none covers the box.
   */
  private leave(box: Box, zones: readonly Zone[]): FoundRequest | undefined | typeof GIVEN_UP {
    this.boxes += 1;
    if (this.boxes > MAX_BOXES || this.isSpent()) return GIVEN_UP;
    let fewest: readonly Box[] | undefined;
    let left: Zone | undefined;
    const meeting: Zone[] = [];
    for (const zone of zones) {
      if (this.within(box, zone) === undefined) continue;
      const ways = this.waysOut(box, zone);
      if (ways.length === 0) return undefined;
      meeting.push(zone);
      if (fewest !== undefined && ways.length >= fewest.length) continue;
      fewest = ways;
      left = zone;
    }
    if (fewest === undefined) return this.requestIn(box);
    const rest = meeting.filter((zone) => zone !== left);
    let answer: undefined | typeof GIVEN_UP;
    for (const way of fewest) {
      const found = this.leave(way, rest);
      if (found === GIVEN_UP) answer = GIVEN_UP;
      else if (found !== undefined) return found;
    }
    return answer;
  }

  /** Whether the search is to stop, since its question is one of a policy made to be hard. */
  private isSpent(): boolean {
    return costSoFar() - this.spentBefore > MAX_COST;
  }

  private waysOut(box: Box, { resources, tests }: Zone): Box[] {
    const elsewhere = this.notEmpty(outsideRegions(box, resources));
    const ways = elsewhere === undefined ? [] : [elsewhere];
    let rest: Box | undefined = box;
    for (const test of tests) {
      const failing = this.withLiteral(rest, { test, isMet: false });
      if (failing) ways.push(failing);
      rest = this.withLiteral(rest, { test, isMet: true });
      if (rest === undefined) break;
    }
    return ways;
  }

  private within(box: Box, { resources, tests }: Zone): Box | undefined {
    const there = resources.length === 0 ? box : this.notEmpty(insideRegions(box, resources));
    return tests.reduce<Box | undefined>((all, test) => all && this.withLiteral(all, { test, isMet: true }), there);
  }

  private withLiteral(box: Box, literal: Literal): Box | undefined {
    const { key } = literal.test;
    const of = box.literals.get(key) ?? [];
    if (of.some(({ test, isMet }) => test.id === literal.test.id && isMet === literal.isMet)) return box;
    const literals = [...of, literal];
    if (this.valuesOf(key, literals) === undefined) return undefined;
    return { ...box, literals: new Map(box.literals).set(key, literals) };
  }

  /** Values that meet all of them whatever their variables are. */
  private valuesOf(key: string, literals: readonly Literal[]): Values | undefined | typeof GIVEN_UP {
    const [only] = literals;
    const id =
      only !== undefined && literals.length === 1 ? literalId(only) : literals.map(literalId).sort().join("\u0004");
    const known = this.keys.get(id);
    if (known !== undefined || this.keys.has(id)) return known;
    if (this.isSpent()) return GIVEN_UP;
    const values = findValues(literals, this.typeOf(key, literals), undefined);
    this.keys.set(id, values);
    return values;
  }

  /** A key that no test asks for all or any of its values is taken to have one. */
  private typeOf(key: string, literals: readonly Literal[]): ConditionKeyType {
    const type = this.keyType(key);
    const isAsked = literals.some(({ test }) => test.operator.startsWith("For"));
    return type.hasMany && !isAsked ? { ...type, hasMany: false } : type;
  }

  private notEmpty(box: Box | undefined): Box | undefined {
    if (box === undefined) return undefined;
    const ids = (patterns: readonly TextPattern[]) => patterns.map(({ id }) => id).join();
    const id = `${box.inside.map(ids).join("|")}-${ids(box.outside)}`;
    let resource = this.texts.get(id);
    if (resource === undefined && !this.texts.has(id)) {
      if (this.isSpent()) return { ...box, resource: GIVEN_UP };
      resource = isCoveredWhatever(box) ? undefined : findResource(box, undefined);
      this.texts.set(id, resource);
    }
    return resource === undefined ? undefined : { ...box, resource };
  }

  /** A request of a box that nothing is taken from any more: its variables get values here. */
  private requestIn(box: Box): FoundRequest | undefined | typeof GIVEN_UP {
    let answer: undefined | typeof GIVEN_UP;
    for (const binding of bindings(box)) {
      const found = binding === GIVEN_UP ? GIVEN_UP : this.requestUnder(binding, box);
      if (found === GIVEN_UP) answer = GIVEN_UP;
      else if (found !== undefined) return found;
    }
    return answer;
  }

  private requestUnder(binding: Binding, box: Box): FoundRequest | undefined | typeof GIVEN_UP {
    const context: Record<string, Values> = {};
    let isSure = true;
    for (const [key, value] of binding) if (value !== undefined) context[key] = [value];
    for (const [key, literals] of box.literals) {
      const values = this.valuesUnder(binding, key, literals, context[key] ?? []);
      if (values === undefined) return undefined;
      if (values === GIVEN_UP) isSure = false;
      else if (values.length > 0) context[key] = values;
    }
    const resource = binding === NO_VARIABLES && box.resource ? box.resource : findResource(box, binding);
    if (resource === undefined) return undefined;
    return resource === GIVEN_UP || !isSure ? GIVEN_UP : { resource, context };
  }

  private valuesUnder(
    binding: Binding,
    key: string,
    literals: readonly Literal[],
    given: Values,
  ): Values | undefined | typeof GIVEN_UP {
    if (binding === NO_VARIABLES) return this.valuesOf(key, literals);
    const type = this.typeOf(key, literals);
    return binding.has(key) ? givenValues(given, literals, type.hasMany, binding) : findValues(literals, type, binding);
  }
}

function literalId({ test, isMet }: Literal): string {
  return isMet ? test.id : `!${test.id}`;
}

const EVERY_REQUEST: Box = { inside: [], outside: [], literals: new Map() };

function givenValues(
  values: Values,
  literals: readonly Literal[],
  hasMany: boolean,
  binding: Binding,
): Values | undefined {
  return literals.every(({ test, isMet }) => meetsTest(test, values, hasMany, binding) === isMet) ? values : undefined;
}

/** In one of the names, and in none of their exceptions. Undefined where none of them can be met. */
function insideRegions(box: Box, regions: readonly Region[]): Box | undefined {
  const names = together(
    box,
    regions.map(({ include }) => arnPattern(include)),
  );
  if (names.length === 0) return undefined;
  const exceptions = together(
    box,
    regions.flatMap(({ exclude }) => exclude.map(arnPattern)),
  );
  return { ...box, inside: [...box.inside, names], outside: added(box.outside, exceptions) };
}

/** Outside of every name, or in one of the exceptions. */
function outsideRegions(box: Box, regions: readonly Region[]): Box | undefined {
  const exceptions = regions.flatMap(({ exclude }) => exclude);
  if (exceptions.length === 0)
    return {
      ...box,
      outside: added(
        box.outside,
        together(
          box,
          regions.map(({ include }) => arnPattern(include)),
        ),
      ),
    };
  const names = together(box, exceptions.map(arnPattern));
  return names.length === 0 ? undefined : { ...box, inside: [...box.inside, names] };
}

/** The patterns that a text of the box may match, as far as their beginnings and ends tell. */
function together({ inside }: Box, patterns: readonly TextPattern[]): readonly TextPattern[] {
  return patterns.filter((pattern) => inside.every((list) => list.some((other) => !areApart(pattern, other))));
}

function added(patterns: readonly TextPattern[], more: readonly TextPattern[]): readonly TextPattern[] {
  return more.length === 0 ? patterns : [...new Set([...patterns, ...more])];
}

function arnPattern(text: string): TextPattern {
  return textPattern(text, "arn");
}

const EVERYTHING = arnPattern("*");
const ANY_ARN = arnPattern("arn:*:*:*:*:*");

/** Whether the outside patterns have all that one of the lists has, whatever its variables are. */
function isCoveredWhatever({ inside, outside }: Box): boolean {
  const symbolic = outside.map(withSymbols);
  return inside.some(
    (list) =>
      list.some(({ variables }) => variables.length > 0) && findText([list.map(withSymbols)], symbolic) === undefined,
  );
}

/**
 * A whole ARN where there is one: the resources of requests are. Else `*`, which a request on no resource of its own has, or what
 * a pattern takes that no ARN meets, so that it is told.
 */
function findResource({ inside, outside }: Box, binding: Bound): string | undefined | typeof GIVEN_UP {
  // The common case, at little cost: one resource by its name.
  const only = inside.length === 1 && inside[0]?.length === 1 ? inside[0][0]?.literal : undefined;
  if (only !== undefined && outside.length === 0) return only;
  const without = outside.flatMap((pattern) => outsideOf(pattern, binding));
  const lists = inside
    .filter((patterns) => !patterns.includes(EVERYTHING))
    .map((patterns) => patterns.flatMap((pattern) => insideOf(pattern, binding)));
  if (without.includes(EVERYTHING)) return undefined;
  if (lists.length > 0) {
    const isWhole = lists.some((list) => list.every((pattern) => arnExtent(pattern) === "whole"));
    const isShort = lists.some((list) => list.every((pattern) => arnExtent(pattern) === "short"));
    return findText(isWhole || isShort ? lists : [...lists, [ANY_ARN]], without);
  }
  const arn = findText([[ANY_ARN]], without);
  if (arn !== undefined) return arn;
  return without.some((pattern) => matchesText(pattern, "*")) ? findText([], without) : "*";
}
