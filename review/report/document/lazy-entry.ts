import type { Entry, Fact } from "./document";

/** An entry whose story is worked out when it is first read: of 20,000, few are. */
export class LazyEntry implements Entry {
  private known: readonly Fact[] | undefined;

  constructor(
    readonly mark: Entry["mark"],
    readonly heading: string,
    readonly cells: NonNullable<Entry["cells"]>,
    readonly actions: readonly string[],
    private readonly tell: () => readonly Fact[],
  ) {}

  get facts(): readonly Fact[] {
    this.known ??= this.tell();
    return this.known;
  }
}
