import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../src/run";

/** A message that says how the work on it goes. */
export interface SimulatedOrder {
  readonly orderId: string;
  /** How many deliveries fail before one succeeds. @default 0 */
  readonly failures?: number;
  /** How long the work takes. @default 0 */
  readonly milliseconds?: number;
}

/** The worker as it is, with a handler that succeeds, fails and takes time as each message says. */
run(async (body, { receiveCount, signal }) => {
  const { orderId, failures = 0, milliseconds = 0 } = body as SimulatedOrder;
  if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
  if (receiveCount <= failures) throw new Error("the order could not be confirmed");
  return { orderId, status: "confirmed" };
});
