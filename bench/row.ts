import type { Spread } from "./statistics";

/** One line of the table. */
export interface Row {
  readonly measure: string;
  readonly against: string;
  readonly figure: string;
  readonly target?: string;
  /** Whether the target is reached; nothing where there is none. */
  readonly reached?: boolean;
  /** The figures as numbers. */
  readonly values: Readonly<Record<string, number | Spread>>;
}

/** Cost against size, for the plot. */
export interface Series {
  readonly title: string;
  /** What the sizes count. */
  readonly sizes: string;
  readonly points: readonly { readonly size: number; readonly milliseconds: number }[];
}

export interface Result {
  readonly rows: readonly Row[];
  readonly series?: readonly Series[];
}

/** What measures one or more lines of the table. */
export type Measurement = () => Result;
