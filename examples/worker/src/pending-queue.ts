import {
  ChangeMessageVisibilityBatchCommand,
  type ChangeMessageVisibilityBatchRequestEntry,
  DeleteMessageBatchCommand,
  type DeleteMessageBatchRequestEntry,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { Batcher } from "./batcher";
import type { Message } from "./message";

export interface QueueSettings {
  readonly visibilityTimeoutSeconds: number;
  readonly fifo: boolean;
}

/** SQS's longest: fewer empty answers, and less to pay. */
const WAIT_TIME_SECONDS = 20;

/** The queue that messages come from. */
export class PendingQueue {
  private readonly deletions: Batcher<Omit<DeleteMessageBatchRequestEntry, "Id">>;
  private readonly visibilities: Batcher<Omit<ChangeMessageVisibilityBatchRequestEntry, "Id">>;

  constructor(
    private readonly client: SQSClient,
    private readonly url: string,
  ) {
    this.deletions = new Batcher({
      send: (Entries) => client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries })),
    });
    this.visibilities = new Batcher({
      send: (Entries) => client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries })),
    });
  }

  /** Asked of the queue rather than configured, so that it cannot differ from what was deployed. */
  async settings(): Promise<QueueSettings> {
    const { Attributes = {} } = await this.client.send(
      new GetQueueAttributesCommand({ QueueUrl: this.url, AttributeNames: ["VisibilityTimeout"] }),
    );
    return { visibilityTimeoutSeconds: Number(Attributes.VisibilityTimeout), fifo: this.url.endsWith(".fifo") };
  }

  /** Waits up to 20 seconds for 1 to `most` messages, `most` being 10 or less. */
  async receive(most: number, abortSignal: AbortSignal): Promise<Message[]> {
    const { Messages = [] } = await this.client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.url,
        MaxNumberOfMessages: most,
        WaitTimeSeconds: WAIT_TIME_SECONDS,
        MessageSystemAttributeNames: ["ApproximateReceiveCount", "MessageGroupId"],
      }),
      { abortSignal },
    );
    return Messages.map(({ MessageId = "", ReceiptHandle = "", Body = "", Attributes = {} }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      receiveCount: Number(Attributes.ApproximateReceiveCount ?? 1),
      groupId: Attributes.MessageGroupId,
    }));
  }

  delete({ receiptHandle }: Message): Promise<void> {
    return this.deletions.add({ ReceiptHandle: receiptHandle });
  }

  /** Hides a message for `seconds` from now: 0 hands it back at once. */
  hide({ receiptHandle }: Message, seconds: number): Promise<void> {
    return this.visibilities.add({ ReceiptHandle: receiptHandle, VisibilityTimeout: seconds });
  }
}
