import { ActionSet } from "./action-set";
import { conditionKeyOf, type Test } from "./condition";
import { type Region, regionKey } from "./region";

/** What a clause lists names of. */
export type Dimension = "principals" | "actions" | "resources";

/** A statement of a policy in one form: a request that is in one of each of its regions and meets all its tests is in it. */
export class Clause {
  private known: Readonly<Record<Dimension | "tests", string>> | undefined;
  private set: ActionSet | undefined;

  constructor(
    readonly effect: "Allow" | "Deny",
    /** Each list has several names, or one region that has exceptions. */
    readonly principals: readonly Region[],
    readonly actions: readonly Region[],
    readonly resources: readonly Region[],
    readonly tests: readonly Test[],
    /** The tests with one value each: a request that meets them all in one of the lists meets `tests`. */
    readonly alternatives: readonly (readonly Test[])[],
  ) {}

  /** Texts that are equal for equal lists. */
  get keys(): Readonly<Record<Dimension | "tests", string>> {
    this.known ??= {
      principals: listKey(this.principals),
      actions: listKey(this.actions),
      resources: listKey(this.resources),
      tests: short(conditionKeyOf(this.tests)),
    };
    return this.known;
  }

  /** Equal for clauses that say the same. */
  get key(): string {
    const { principals, actions, resources, tests } = this.keys;
    return `${this.effect}\u0006${principals}\u0006${actions}\u0006${resources}\u0006${tests}`;
  }

  /** Its actions, made a set when first asked for. */
  get actionSet(): ActionSet {
    this.set ??= setOf(this.actions, this.keys.actions);
    return this.set;
  }
}

function listKey(list: readonly Region[]): string {
  const [only] = list;
  return short(list.length === 1 && only !== undefined ? regionKey(only) : list.map(regionKey).join("\u0007"));
}

const MAX_SETS = 5_000;
const sets = new Map<string, ActionSet>();

/** Lists of actions are met again and again in a large plan. */
function setOf(actions: readonly Region[], key: string): ActionSet {
  const known = sets.get(key);
  if (known !== undefined) return known;
  if (sets.size >= MAX_SETS) sets.clear();
  const set = new ActionSet(actions);
  sets.set(key, set);
  return set;
}

const MAX_SHORT = 20_000;
const shorts = new Map<string, string>();

/**
 * A name of a text, so that the many lists of a large plan, most of which are met again, are kept once. A text has the one name
 * for good: what comes when there are many names is its own.
 */
function short(text: string): string {
  if (text.length < 8) return text;
  const known = shorts.get(text);
  if (known !== undefined) return known;
  if (shorts.size >= MAX_SHORT) return text;
  const name = `\u0000${shorts.size}`;
  shorts.set(text, name);
  return name;
}
