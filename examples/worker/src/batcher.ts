import { backoff } from "./backoff";

/** What SQS answers to a batch: each entry either taken or refused. */
export interface BatchAnswer {
  readonly Successful?: readonly { readonly Id?: string }[];
  readonly Failed?: readonly {
    readonly Id?: string;
    readonly Code?: string;
    readonly Message?: string;
    readonly SenderFault?: boolean;
  }[];
}

export interface BatcherProps<Entry> {
  /** Sends one batch; each entry's `Id` is its place in it. */
  readonly send: (entries: (Entry & { Id: string })[]) => Promise<BatchAnswer>;
  /** @default - entries have no size that matters */
  readonly bytesOf?: (entry: Entry) => number;
}

interface Waiting<Entry> {
  readonly entry: Entry;
  readonly attempt: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** SQS's own limit for every batch call. */
const MAX_ENTRIES = 10;
/** What every region takes in one call; some take more. */
const MAX_BYTES = 262_144;
/** Long enough for the messages of one receive to meet in one batch, short beside a call to SQS. */
const LINGER_MILLISECONDS = 10;
/** Outlasts about 16 seconds of refusals, on top of the SDK's own retries: the work is done, only its outcome waits. */
const MAX_ATTEMPTS = 8;

/** Puts single entries together into SQS's batch calls, and tries again those that SQS did not take. */
export class Batcher<Entry> {
  private waiting: Waiting<Entry>[] = [];
  private waitingBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly props: BatcherProps<Entry>) {}

  /** Resolves once SQS took the entry, rejects once it was refused for good. */
  add(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => this.enqueue({ entry, attempt: 1, resolve, reject }));
  }

  private enqueue(item: Waiting<Entry>): void {
    const bytes = this.props.bytesOf?.(item.entry) ?? 0;
    if (this.waitingBytes + bytes > MAX_BYTES) this.flush();
    this.waiting.push(item);
    this.waitingBytes += bytes;
    if (this.waiting.length === MAX_ENTRIES) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), LINGER_MILLISECONDS);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting;
    this.waiting = [];
    this.waitingBytes = 0;
    if (batch.length > 0) void this.call(batch);
  }

  private async call(batch: readonly Waiting<Entry>[]): Promise<void> {
    try {
      const entries = batch.map(({ entry }, index) => ({ ...entry, Id: String(index) }));
      const { Successful = [], Failed = [] } = await this.props.send(entries);
      const taken = new Set(Successful.map(({ Id }) => Id));
      const refused = new Map(Failed.map((failure) => [failure.Id, failure]));
      for (const [index, item] of batch.entries()) {
        const id = String(index);
        const { Code = "NoAnswer", Message = "SQS did not answer for this entry", SenderFault } = refused.get(id) ?? {};
        if (taken.has(id)) item.resolve();
        else if (SenderFault) item.reject(new Error(`${Code}: ${Message}`));
        else this.tryAgain(item, new Error(`${Code}: ${Message}`));
      }
    } catch (error) {
      for (const item of batch) this.tryAgain(item, error as Error);
    }
  }

  private tryAgain(item: Waiting<Entry>, error: Error): void {
    if (item.attempt === MAX_ATTEMPTS) item.reject(error);
    else setTimeout(() => this.enqueue({ ...item, attempt: item.attempt + 1 }), backoff(item.attempt, 200, 5_000));
  }
}
