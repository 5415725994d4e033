/** What the program needs of its surroundings. */
export interface Surroundings {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly now: Date;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}
