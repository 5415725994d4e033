import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { CredentialsEndpoint } from "./credentials-endpoint";
import { importFauxqs } from "./import-fauxqs.cjs";

export interface SqsCall {
  readonly action: string;
  readonly queueName: string;
}

/**
 * What goes wrong with a call: the connection is cut, SQS throttles, it answers late, or it takes every other entry of a
 * batch only.
 */
export type Fault = "refuse" | "throttle" | "take half" | { readonly delayMilliseconds: number };

interface SqsMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue: string }>>;
}

type Body = Record<string, unknown>;
interface Entry {
  readonly Id: string;
}

/** Long enough for any run, and not counted by anyone. */
const MESSAGES_IN_A_CALL = 10;

/**
 * SQS on this machine: fauxqs, behind a door that listens on loopback only. The door knows who signed each call, counts the
 * calls by action and queue, counts how often each message was delivered, and makes calls fail on demand.
 */
export class LocalSqs {
  static async start(region: string, credentials: CredentialsEndpoint): Promise<LocalSqs> {
    const { buildApp } = await importFauxqs();
    const app = buildApp({ logger: false, defaultRegion: region });
    await app.ready();
    const sqs = new LocalSqs(app, credentials);
    sqs.server.listen(0, "127.0.0.1");
    await once(sqs.server, "listening");
    return sqs;
  }

  /** Asked at every call that comes through the door. */
  fault: (call: SqsCall) => Fault | undefined = () => undefined;
  /** Calls signed with anything but the role's current key. */
  readonly violations: string[] = [];
  /** How often each action was called on each queue, `DeleteMessageBatch dev-pending-queue` for example. */
  readonly calls = new Map<string, number>();
  /** How often each message was delivered, by its id. */
  readonly deliveries = new Map<string, number>();
  private readonly server: Server;
  private halves = 0;
  private readonly emulatorUrls = new Map<string, string>();

  private constructor(
    private readonly app: ReturnType<Awaited<ReturnType<typeof importFauxqs>>["buildApp"]>,
    private readonly credentials: CredentialsEndpoint,
  ) {
    // A client that is gone in the middle of its request gets no answer, and is no fault of the emulator's.
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: Error) => response.destroy(error));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The queue's URL as the worker is told it. */
  queueUrl(name: string): string {
    return `${this.url}/000000000000/${name}`;
  }

  async createQueue(name: string, attributes: Readonly<Record<string, string>>): Promise<void> {
    const { QueueUrl } = await this.call("CreateQueue", { QueueName: name, Attributes: { ...attributes } });
    this.emulatorUrls.set(name, QueueUrl as string);
  }

  /** Sends bodies as they are, ten a call. */
  async send(queueName: string, bodies: readonly string[], groupOf?: (index: number) => string): Promise<void> {
    for (let from = 0; from < bodies.length; from += MESSAGES_IN_A_CALL) {
      const Entries = bodies.slice(from, from + MESSAGES_IN_A_CALL).map((MessageBody, index) => ({
        Id: String(index),
        MessageBody,
        ...(groupOf && { MessageGroupId: groupOf(from + index), MessageDeduplicationId: String(from + index) }),
      }));
      await this.call("SendMessageBatch", { QueueUrl: this.emulatorUrls.get(queueName), Entries });
    }
  }

  /** Takes everything that waits in a queue out of it. */
  async drain(queueName: string): Promise<SqsMessage[]> {
    const drained: SqsMessage[] = [];
    for (;;) {
      const QueueUrl = this.emulatorUrls.get(queueName);
      const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0, MessageAttributeNames: ["All"] };
      const { Messages = [] } = (await this.call("ReceiveMessage", request)) as { Messages?: SqsMessage[] };
      if (Messages.length === 0) return drained;
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.call("DeleteMessageBatch", { QueueUrl, Entries });
      drained.push(...Messages);
    }
  }

  /** How many messages a queue holds, those that are hidden included. */
  async count(queueName: string): Promise<number> {
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await this.attributes(queueName);
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  }

  /** How many of a queue's messages are hidden: somebody received them. */
  async countHidden(queueName: string): Promise<number> {
    return Number((await this.attributes(queueName)).ApproximateNumberOfMessagesNotVisible);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.app.close();
  }

  private async attributes(queueName: string): Promise<Record<string, string>> {
    const request = { QueueUrl: this.emulatorUrls.get(queueName), AttributeNames: ["All"] };
    return (await this.call("GetQueueAttributes", request)).Attributes as Record<string, string>;
  }

  private async call(action: string, body: Body): Promise<Body> {
    const { statusCode, payload } = await this.ask(action, body);
    if (statusCode !== 200) throw new Error(`${action}: ${payload}`);
    return JSON.parse(payload);
  }

  private async ask(action: string, body: Body): Promise<{ statusCode: number; payload: string }> {
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` };
    return this.app.inject({ method: "POST", url: "/", headers, payload: JSON.stringify(body) });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const action = String(request.headers["x-amz-target"]).replace("AmazonSQS.", "");
    const sent = await text(request);
    const body: Body = JSON.parse(sent);
    const queueName = String(body.QueueUrl ?? body.QueueName).replace(/.*\//, "");
    const reply = (status: number, payload: string) =>
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(payload);

    const problem = this.credentials.problemOf({
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      body: sent,
    });
    if (problem) {
      this.violations.push(`${action} on ${queueName} ${problem}`);
      reply(403, failure("InvalidClientTokenId", problem));
      return;
    }
    const key = `${action} ${queueName}`;
    this.calls.set(key, (this.calls.get(key) ?? 0) + 1);

    const fault = this.fault({ action, queueName });
    if (fault === "refuse") request.socket.destroy();
    if (fault === "throttle") reply(400, failure("RequestThrottled", "Rate exceeded"));
    if (fault === "refuse" || fault === "throttle") return;
    if (typeof fault === "object") await sleep(fault.delayMilliseconds);

    const asked = { ...body, QueueUrl: this.emulatorUrls.get(queueName) };
    const { statusCode, payload } =
      fault === "take half" ? await this.half(action, asked) : await this.ask(action, asked);
    const { Messages = [] } = JSON.parse(payload) as { Messages?: SqsMessage[] };
    // Nobody is there any more to take them: SQS does not deliver to a closed connection either.
    if (response.destroyed) return this.takeBack(asked.QueueUrl, Messages);
    for (const { MessageId } of Messages) this.deliveries.set(MessageId, (this.deliveries.get(MessageId) ?? 0) + 1);
    reply(statusCode, payload);
  }

  private async half(action: string, body: Body): Promise<{ statusCode: number; payload: string }> {
    const entries = (body.Entries ?? []) as Entry[];
    // Another half each time, so that an entry which is sent again gets through.
    this.halves += 1;
    const taken = entries.filter((_entry, index) => (index + this.halves) % 2 === 0);
    const left = entries.filter((entry) => !taken.includes(entry));
    const answer = taken.length > 0 ? await this.call(action, { ...body, Entries: taken }) : {};
    const Failed = left.map(({ Id }) => ({ Id, Code: "InternalError", Message: "not this time", SenderFault: false }));
    return { statusCode: 200, payload: JSON.stringify({ ...answer, Failed }) };
  }

  private async takeBack(QueueUrl: string | undefined, messages: readonly SqsMessage[]): Promise<void> {
    for (const { ReceiptHandle } of messages)
      await this.call("ChangeMessageVisibility", { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  }
}

function failure(code: string, message: string): string {
  return JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message });
}
