import type { Test } from "./condition";
import type { Region } from "./region";

/** What a clause lists names of. */
export type Dimension = "principals" | "actions" | "resources";

/** A statement of a policy in one form: a request that is in one of each of its regions and meets all its tests is in it. */
export interface Clause {
  readonly effect: "Allow" | "Deny";
  /** Each list has several names, or one region that has exceptions. */
  readonly principals: readonly Region[];
  readonly actions: readonly Region[];
  readonly resources: readonly Region[];
  readonly tests: readonly Test[];
  /** The tests with one value each: a request that meets them all in one of the lists meets `tests`. */
  readonly alternatives: readonly (readonly Test[])[];
  /** Texts that are equal for equal lists. */
  readonly keys: Readonly<Record<Dimension | "tests", string>>;
  /** Equal for clauses that say the same. */
  readonly key: string;
}
