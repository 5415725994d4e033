import type { Logger } from "pino";
import { backoff } from "./backoff";
import type { Configuration } from "./configuration";
import type { ConfirmedQueue } from "./confirmed-queue";
import type { HeldMessage } from "./held-messages";
import type { PendingQueue } from "./pending-queue";
import type { TaskProtection } from "./task-protection";

export interface HandlerContext {
  readonly messageId: string;
  /** How often the message was delivered, this time included. */
  readonly receiveCount: number;
  /** Aborted when the work took too long or the task must stop now: whatever is done after that counts for nothing. */
  readonly signal: AbortSignal;
}

/** The work on one message: its parsed body in, its outcome out. */
export type Handler = (body: unknown, context: HandlerContext) => Promise<unknown>;

export interface Processing {
  readonly handle: Handler;
  readonly pending: PendingQueue;
  readonly confirmed: ConfirmedQueue;
  readonly protection: TaskProtection;
  readonly configuration: Configuration;
  readonly log: Logger;
}

/** Quarter of an hour: longer than most outages that a message can wait out, short enough to be noticed when it fails. */
const LONGEST_RETRY_DELAY_SECONDS = 900;

/**
 * Does the work, sends the outcome, and only then deletes the message: whenever it is interrupted, the message comes back.
 * Gives `undefined` when that is done, else after how many seconds the message comes back.
 */
export async function processMessage(held: HeldMessage, processing: Processing): Promise<number | undefined> {
  const { messageId, receiveCount } = held.message;
  const { pending, configuration } = processing;
  const log = processing.log.child({ messageId, receiveCount });
  const started = Date.now();
  try {
    const outcome = await work(held, processing);
    if (outcome !== undefined) await processing.confirmed.send(outcome, held.message);
    held.over = true;
  } catch (error) {
    held.over = true;
    const stopping = held.abandon.signal.reason instanceof Stopping;
    const seconds = stopping ? 0 : backoff(receiveCount, configuration.retryDelaySeconds, LONGEST_RETRY_DELAY_SECONDS);
    log.warn({ err: error, comesBackAfterSeconds: seconds }, "failed");
    return seconds;
  }
  try {
    await pending.delete(held.message);
    log.info({ milliseconds: Date.now() - started }, "confirmed");
  } catch (error) {
    log.error({ err: error }, "confirmed but not deleted: it comes back and is confirmed again");
  }
  return undefined;
}

/** Why handlers are made to give up when the task stops. */
export class Stopping extends Error {
  constructor() {
    super("the task stops: the message is handed back");
  }
}

async function work({ message, abandon }: HeldMessage, { handle, configuration }: Processing): Promise<unknown> {
  const { messageId, receiveCount } = message;
  const { signal } = abandon;
  signal.throwIfAborted();
  const limit = configuration.handlerTimeoutSeconds;
  const timer = setTimeout(() => abandon.abort(new Error(`the work took longer than ${limit} s`)), limit * 1_000);
  const abandoned = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([handle(parse(message.body), { messageId, receiveCount, signal }), abandoned]);
  } finally {
    clearTimeout(timer);
  }
}

/** The parser's own error quotes the body, which must not reach the log. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Error("the body is not JSON");
  }
}
