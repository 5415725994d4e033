/** What stands for the reason in an entry to paste: somebody is to write it. */
export const REASON_TO_WRITE = "…";

/** One entry of the file of accepted findings. */
export interface Acceptance {
  readonly id: string;
  readonly where: string;
  /** Only the finding of this key, which the text form gives to paste. @default - every finding of the rule there */
  readonly key?: string;
  /** Only the finding that says this, but for the number of actions a wildcard stands for. @default - every finding of the rule there */
  readonly what?: string;
  readonly reason: string;
  /** The last day it holds, as `2027-01-31`. @default - it never expires */
  readonly expires?: string;
  /** Whether code states it, which the same code takes back: it may match nothing. @default false */
  readonly isStated?: boolean;
}
