import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from "@aws-sdk/client-sqs";
import { Batcher } from "./batcher";
import type { Message } from "./message";

/** The queue that outcomes go to. */
export class ConfirmedQueue {
  private readonly sends: Batcher<Omit<SendMessageBatchRequestEntry, "Id">>;
  private readonly fifo: boolean;

  constructor(client: SQSClient, url: string) {
    this.fifo = url.endsWith(".fifo");
    this.sends = new Batcher({
      send: (Entries) => client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries })),
      bytesOf: ({ MessageBody, MessageAttributes }) =>
        Buffer.byteLength(MessageBody ?? "") + Buffer.byteLength(JSON.stringify(MessageAttributes)),
    });
  }

  /** Sends the outcome with the id of the message it is of, by which its reader knows one it has seen. */
  send(outcome: unknown, { messageId, groupId }: Message): Promise<void> {
    return this.sends.add({
      MessageBody: JSON.stringify(outcome),
      MessageAttributes: { sourceMessageId: { DataType: "String", StringValue: messageId } },
      ...(this.fifo && { MessageGroupId: groupId ?? messageId, MessageDeduplicationId: messageId }),
    });
  }
}
