import type { Message } from "./message";

/** How long a group that nothing more was heard of counts as troubled. */
const FORGET_AFTER_MILLISECONDS = 15 * 60 * 1_000;

/**
 * Splits messages into those that may be worked on side by side: on a FIFO queue a group's messages follow one another,
 * elsewhere each stands alone.
 */
export function inSequence(messages: readonly Message[], fifo: boolean): Message[][] {
  const sequences = new Map<string, Message[]>();
  for (const message of messages) {
    const key = fifo ? (message.groupId ?? "") : message.receiptHandle;
    sequences.set(key, [...(sequences.get(key) ?? []), message]);
  }
  return [...sequences.values()];
}

/**
 * The FIFO groups whose first message fails. Those behind it are received with it time after time, and would reach the
 * dead-letter queue without ever having been tried: while there is such a group, messages are received one by one.
 */
export class TroubledGroups {
  private readonly since = new Map<string, number>();

  constructor(private readonly now: () => number = Date.now) {}

  failed(message: Message): void {
    if (message.groupId !== undefined) this.since.set(message.groupId, this.now());
  }

  succeeded(message: Message): void {
    if (message.groupId !== undefined) this.since.delete(message.groupId);
  }

  get any(): boolean {
    for (const [group, time] of this.since) if (this.now() - time > FORGET_AFTER_MILLISECONDS) this.since.delete(group);
    return this.since.size > 0;
  }
}
