import type { GIVEN_UP } from "./find-text";
import type { Literal } from "./find-values";
import type { TextPattern } from "./text-pattern";

/** Requests whose resource each list of `inside` matches and none of `outside`, and that meet the literals of each key. */
export interface Box {
  readonly inside: readonly (readonly TextPattern[])[];
  readonly outside: readonly TextPattern[];
  readonly literals: ReadonlyMap<string, readonly Literal[]>;
  /** A resource of it whatever its variables are, where one was looked for. */
  readonly resource?: string | typeof GIVEN_UP;
}
