import { setTimeout as sleep } from "node:timers/promises";
import { backoff } from "./backoff";
import { HeldMessages } from "./held-messages";
import type { Message } from "./message";
import { inSequence, TroubledGroups } from "./message-groups";
import type { QueueSettings } from "./pending-queue";
import { type Processing, processMessage, Stopping } from "./process-message";

/** SQS's own limit for one receive. */
const MAX_RECEIVED = 10;
/** A receive under way when the task stops may bring messages still: cut off at once, they would stay hidden for long. */
const LAST_RECEIVE_MILLISECONDS = 1_000;
/** Kept of the stop timeout to hand messages back. */
const RELEASE_SECONDS = 10;

/** Receives messages and works on them until it is stopped. */
export class Worker {
  /** When the receiving loop last came round: it is alive while this moves. */
  lastTurn = Date.now();

  private readonly held: HeldMessages;
  private readonly troubled = new TroubledGroups();
  private readonly stopping = new AbortController();
  private readonly lastReceive = new AbortController();

  constructor(private readonly processing: Processing) {
    this.held = new HeldMessages(processing.configuration.concurrency);
  }

  /** Works until `stop` is called and nothing is held any more. */
  async run(): Promise<void> {
    const settings = await this.persist("the queue's settings", () => this.processing.pending.settings());
    if (!settings) return;
    this.processing.log.info(settings, "receiving");
    // A third: two beats may fail before a message is delivered to somebody else.
    const heartbeat = setInterval(
      () => this.extend(settings),
      (Math.max(settings.visibilityTimeoutSeconds, 1) * 1_000) / 3,
    );
    while (!this.stopping.signal.aborted) await this.turn(settings);
    await this.held.empty();
    clearInterval(heartbeat);
  }

  /** Stops receiving. What is held is finished, or handed back when the stop timeout is near. */
  stop(): void {
    const { stopTimeoutSeconds } = this.processing.configuration;
    this.stopping.abort();
    setTimeout(() => this.lastReceive.abort(), LAST_RECEIVE_MILLISECONDS).unref();
    const forWork = Math.max(stopTimeoutSeconds - RELEASE_SECONDS, stopTimeoutSeconds / 2);
    setTimeout(() => {
      for (const { abandon } of this.held.all()) abandon.abort(new Stopping());
    }, forWork * 1_000).unref();
  }

  private async turn({ fifo }: QueueSettings): Promise<void> {
    const room = await this.held.room();
    if (this.stopping.signal.aborted) return;
    const most = fifo && this.troubled.any ? 1 : Math.min(room, MAX_RECEIVED);
    const messages = await this.persist("messages", () =>
      this.processing.pending.receive(most, this.lastReceive.signal),
    );
    for (const sequence of inSequence(messages ?? [], fifo)) void this.workThrough(sequence);
  }

  /** One after the other; once one fails, those behind it wait with it. */
  private async workThrough(sequence: readonly Message[]): Promise<void> {
    this.processing.protection.start();
    const held = sequence.map((message) => this.held.hold(message));
    let comesBackAfterSeconds = this.stopping.signal.aborted ? 0 : undefined;
    for (const each of held) {
      comesBackAfterSeconds ??= await processMessage(each, this.processing);
      if (comesBackAfterSeconds === undefined) this.troubled.succeeded(each.message);
      else await this.handBack(each.message, comesBackAfterSeconds);
      this.held.letGo(each.message);
    }
    if (this.held.size === 0) this.processing.protection.idle();
  }

  private async handBack(message: Message, seconds: number): Promise<void> {
    const { pending, log } = this.processing;
    this.troubled.failed(message);
    await pending.hide(message, seconds).catch((error: unknown) => {
      const { messageId } = message;
      log.warn({ messageId, err: error }, "not handed back: it comes back when its visibility timeout ends");
    });
  }

  private extend({ visibilityTimeoutSeconds }: QueueSettings): void {
    const { pending, log } = this.processing;
    for (const { message } of this.held.all().filter(({ over }) => !over)) {
      pending.hide(message, visibilityTimeoutSeconds).catch((error: unknown) => {
        log.warn({ messageId: message.messageId, err: error }, "not extended: it may be delivered twice");
      });
    }
  }

  /** Asks SQS until it answers: an outage must not end the worker, only wait. */
  private async persist<T>(what: string, ask: () => Promise<T>): Promise<T | undefined> {
    for (let attempt = 1; !this.lastReceive.signal.aborted; attempt += 1) {
      this.lastTurn = Date.now();
      try {
        return await ask();
      } catch (error) {
        if (this.stopping.signal.aborted) return undefined;
        this.processing.log.error({ err: error, attempt }, `could not get ${what}: trying again`);
        await sleep(backoff(attempt, 200, 10_000), undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    return undefined;
  }
}
