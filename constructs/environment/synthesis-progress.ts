import type { TerraformStack } from "cdktf";

/** Shorter than this, nobody wonders what goes on. */
const SILENT_MILLISECONDS = 2_000;
const BETWEEN_LINES_MILLISECONDS = 2_000;

/** Says on stderr how far a synthesis is, once it has taken more than two seconds and then every two. */
export class SynthesisProgress {
  private prepared = 0;
  private written = 0;
  private lineDueAt: number;

  constructor(
    private readonly stacks: readonly TerraformStack[],
    private readonly now: () => number = () => performance.now(),
    private readonly print: (line: string) => void = console.error,
  ) {
    this.lineDueAt = now() + SILENT_MILLISECONDS;
    for (const stack of stacks) this.follow(stack);
  }

  /** The framework prepares every stack first, and then writes each. */
  private follow(stack: TerraformStack): void {
    const { synthesizer } = stack;
    const prepareStack = stack.prepareStack.bind(stack);
    stack.prepareStack = () => {
      prepareStack();
      this.prepared += 1;
      this.report("prepared", this.prepared);
    };
    stack.synthesizer = {
      synthesize: (session) => {
        synthesizer.synthesize(session);
        this.written += 1;
        this.report("written", this.written);
      },
    };
  }

  private report(done: string, count: number): void {
    const now = this.now();
    if (now < this.lineDueAt) return;
    this.print(`${count} of ${this.stacks.length} stacks ${done}`);
    this.lineDueAt = now + BETWEEN_LINES_MILLISECONDS;
  }
}
