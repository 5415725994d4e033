import type { Laptop } from "./laptop";

/** What became of the messages of a run, each known by its `orderId`. */
export class Tally {
  private readonly confirmations = new Map<string, number>();
  private readonly deadLettered = new Set<string>();
  private readonly retriedMessages = new Set<string>();

  constructor(
    private readonly laptop: Laptop,
    private readonly sent: readonly string[],
    private readonly queues: { readonly confirmed: string; readonly deadLetter: string },
  ) {}

  /** Takes what has arrived by now. */
  async update(): Promise<void> {
    const { sqs } = this.laptop;
    for (const { Body, MessageAttributes } of await sqs.drain(this.queues.confirmed)) {
      const { orderId } = JSON.parse(Body) as { orderId: string };
      this.confirmations.set(orderId, (this.confirmations.get(orderId) ?? 0) + 1);
      const source = MessageAttributes?.sourceMessageId?.StringValue ?? "";
      if ((sqs.deliveries.get(source) ?? 0) > 1) this.retriedMessages.add(orderId);
    }
    for (const { Body } of await sqs.drain(this.queues.deadLetter)) this.deadLettered.add(orderIdOf(Body));
  }

  /** How many were confirmed at least once. */
  get confirmed(): number {
    return this.confirmations.size;
  }

  /** How many came back at least once and were confirmed then. */
  get retried(): number {
    return this.retriedMessages.size;
  }

  get dead(): number {
    return this.deadLettered.size;
  }

  /** How many confirmations there are beyond one a message. */
  get duplicated(): number {
    return [...this.confirmations.values()].reduce((sum, times) => sum + times - 1, 0);
  }

  /** How many are neither confirmed nor in the dead-letter queue: none, or something is wrong. */
  get missing(): number {
    return this.sent.filter((orderId) => !this.confirmations.has(orderId) && !this.deadLettered.has(orderId)).length;
  }
}

/** A body that is no order stands for itself. */
function orderIdOf(body: string): string {
  try {
    const { orderId } = Object(JSON.parse(body)) as { orderId?: unknown };
    return typeof orderId === "string" ? orderId : body;
  } catch {
    return body;
  }
}
