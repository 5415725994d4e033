/** What AWS takes for a number, both ends included. */
export interface NumberRange {
  readonly from: number;
  /** @default - no end */
  readonly to?: number;
}

/** A range, and what holds where nothing is given. */
export interface DefaultedRange extends NumberRange {
  readonly fallback: number;
}
