import { SQSClient } from "@aws-sdk/client-sqs";
import { pino } from "pino";
import { ConfigurationError, readConfiguration } from "./configuration";
import { ConfirmedQueue } from "./confirmed-queue";
import { serveHealth } from "./health-server";
import { PendingQueue } from "./pending-queue";
import type { Handler } from "./process-message";
import { TaskProtection } from "./task-protection";
import { Worker } from "./worker";

/** Beyond the longest a turn may take: a receive, and a wait for room while every handler is busy. */
const TURN_SECONDS = 120;

/** Runs a worker with this handler until the process is told to stop. */
export async function run(handle: Handler): Promise<void> {
  try {
    await start(handle);
  } catch (error) {
    console.error(error instanceof ConfigurationError ? error.message : error);
    process.exit(1);
  }
}

async function start(handle: Handler): Promise<void> {
  const configuration = readConfiguration(process.env);
  const log = pino({ level: configuration.logLevel, base: undefined });
  // Credentials are named nowhere: the SDK asks the task's credentials endpoint, and asks again before they expire.
  const client = new SQSClient({
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 30_000, throwOnRequestTimeout: true },
  });
  const worker = new Worker({
    handle,
    pending: new PendingQueue(client, configuration.pendingQueueUrl),
    confirmed: new ConfirmedQueue(client, configuration.confirmedQueueUrl),
    protection: new TaskProtection({ agentUri: process.env.ECS_AGENT_URI, log }),
    configuration,
    log,
  });
  const longestTurn = (TURN_SECONDS + configuration.handlerTimeoutSeconds) * 1_000;
  await serveHealth(configuration.healthPort, () => Date.now() - worker.lastTurn < longestTurn);

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      log.info({ signal }, "stopping");
      worker.stop();
      // Without SQS nothing can be handed back: better to go a second early than to be killed.
      setTimeout(
        () => {
          log.error("stopped with messages held: they come back when their visibility timeout ends");
          process.exit(0);
        },
        (configuration.stopTimeoutSeconds - 1) * 1_000,
      );
    });
  }
  await worker.run();
  log.info("stopped");
  process.exit(0);
}
