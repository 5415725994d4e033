import type { Handler } from "./process-message";

/**
 * The work on one message: replace this function with your own.
 *
 * It gets the parsed body. What it returns goes to the confirmed queue; `undefined` sends nothing. When it throws, the
 * message comes back, and after the queue's `maxReceiveCount` it goes to the dead-letter queue. SQS may deliver a message
 * twice: doing the work again must do no harm.
 */
export const handle: Handler = async (body) => {
  const { orderId } = Object(body) as { orderId?: unknown };
  if (typeof orderId !== "string") throw new Error("the message has no orderId");
  return { orderId, status: "confirmed", confirmedAt: new Date().toISOString() };
};
