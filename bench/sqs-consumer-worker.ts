import { setTimeout as sleep } from "node:timers/promises";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Consumer } from "sqs-consumer";

/**
 * The work of `examples/worker` by means of sqs-consumer, as its documentation shows it: batches of ten, the outcomes sent
 * as one batch, then the messages deleted as one. `CONSUMERS` of them run side by side in the process.
 */
const { PENDING_QUEUE_URL = "", CONFIRMED_QUEUE_URL = "", CONSUMERS = "1" } = process.env;
const sqs = new SQSClient({});

const consumers = Array.from({ length: Number(CONSUMERS) }, () =>
  Consumer.create({
    sqs,
    queueUrl: PENDING_QUEUE_URL,
    batchSize: 10,
    waitTimeSeconds: 20,
    handleMessageBatch: async (messages) => {
      const Entries = await Promise.all(
        messages.map(async ({ MessageId, Body }, index) => {
          const { orderId, milliseconds = 0 } = JSON.parse(Body ?? "") as { orderId: string; milliseconds?: number };
          if (milliseconds > 0) await sleep(milliseconds);
          return {
            Id: String(index),
            MessageBody: JSON.stringify({ orderId, status: "confirmed" }),
            MessageAttributes: { sourceMessageId: { DataType: "String", StringValue: MessageId } },
          };
        }),
      );
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: CONFIRMED_QUEUE_URL, Entries }));
      return messages;
    },
  }),
);
for (const consumer of consumers) {
  consumer.on("error", (error) => console.error(error.message));
  consumer.on("processing_error", (error) => console.error(error.message));
  consumer.start();
}
