import type { Literal } from "./find-values";
import type { TextPattern } from "./text-pattern";

/** Requests whose resource each list of `inside` matches and none of `outside`, and that meet the literals of each key. */
export interface Box {
  readonly inside: readonly (readonly TextPattern[])[];
  readonly outside: readonly TextPattern[];
  readonly literals: ReadonlyMap<string, readonly Literal[]>;
}
