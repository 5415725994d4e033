import { setImmediate } from "node:timers/promises";
import type { Message } from "./message";

/** A message the worker holds, and the way to make its handler give up. */
export interface HeldMessage {
  readonly message: Message;
  readonly abandon: AbortController;
  /** Whether the work is over, well or badly: extended after that, a message handed back would stay hidden. */
  over: boolean;
}

/** What the worker holds at this moment: at most `capacity` messages, whatever comes. */
export class HeldMessages {
  private readonly held = new Map<string, HeldMessage>();
  private waiters: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.held.size;
  }

  hold(message: Message): HeldMessage {
    const held = { message, abandon: new AbortController(), over: false };
    this.held.set(message.receiptHandle, held);
    return held;
  }

  letGo({ receiptHandle }: Message): void {
    this.held.delete(receiptHandle);
    const waiters = this.waiters;
    this.waiters = [];
    for (const wake of waiters) wake();
  }

  all(): readonly HeldMessage[] {
    return [...this.held.values()];
  }

  /** Waits until at least one more message can be held, and says how many. */
  async room(): Promise<number> {
    while (this.held.size >= this.capacity) await this.change();
    // The messages of one batch are let go one after another: counted too early, the next receive would ask for one.
    await setImmediate();
    return this.capacity - this.held.size;
  }

  async empty(): Promise<void> {
    while (this.held.size > 0) await this.change();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
