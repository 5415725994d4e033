import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { devNull } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { CredentialsEndpoint } from "./credentials-endpoint";
import type { LocalSqs } from "./local-sqs";

export interface WorkerProcessProps {
  readonly sqs: LocalSqs;
  readonly credentials: CredentialsEndpoint;
  /** The container's variables, as the task definition has them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The file to run. @default - the worker with the simulated handler */
  readonly file?: string;
  /** Further arguments for node. @default - what runs TypeScript */
  readonly nodeArguments?: readonly string[];
}

/** One line of the worker's log. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly messageId?: string;
}

/** The worker as a process of its own, with the variables ECS would give its container and no others. */
export class WorkerProcess {
  static async start(props: WorkerProcessProps): Promise<WorkerProcess> {
    const { HEALTH_PORT } = props.environment;
    return new WorkerProcess(props, HEALTH_PORT === undefined ? await freePort() : Number(HEALTH_PORT));
  }

  readonly log: LogLine[] = [];
  /** What it wrote that is no log line: nothing, when all is well. */
  readonly stray: string[] = [];
  /** Its exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  readonly environment: Readonly<Record<string, string>>;
  private readonly child: ChildProcess;

  private constructor(
    { sqs, credentials, environment, file, nodeArguments }: WorkerProcessProps,
    readonly healthPort: number,
  ) {
    this.environment = {
      ...environment,
      PENDING_QUEUE_URL: sqs.queueUrl(queueName(environment.PENDING_QUEUE_URL)),
      CONFIRMED_QUEUE_URL: sqs.queueUrl(queueName(environment.CONFIRMED_QUEUE_URL)),
      HEALTH_PORT: String(healthPort),
      AWS_CONTAINER_CREDENTIALS_FULL_URI: credentials.uri,
      AWS_ENDPOINT_URL_SQS: sqs.url,
      // A container has no such files; the person who runs this may.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    };
    const node = nodeArguments ?? ["--require", require.resolve("sucrase/register")];
    this.child = spawn(process.execPath, [...node, file ?? join(__dirname, "simulated-worker.ts")], {
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.exited = once(this.child, "close").then(([code, signal]) => code ?? signal);
    if (this.child.stdout) createInterface(this.child.stdout).on("line", (line) => this.read(line));
    if (this.child.stderr) createInterface(this.child.stderr).on("line", (line) => this.stray.push(line));
    process.once("exit", this.killWithParent);
    void this.exited.then(() => process.off("exit", this.killWithParent));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves once it receives messages, or has ended. */
  async ready(): Promise<void> {
    let ended = false;
    void this.exited.then(() => {
      ended = true;
    });
    while (!ended && !this.log.some(({ msg }) => msg === "receiving")) await sleep(20);
  }

  /** As ECS stops a task: asks, and says what came of it. */
  async stop(): Promise<number | string> {
    this.child.kill("SIGTERM");
    return this.exited;
  }

  /** As a host that fails: without a word. */
  async kill(): Promise<number | string> {
    this.child.kill("SIGKILL");
    return this.exited;
  }

  private readonly killWithParent = (): void => {
    this.child.kill("SIGKILL");
  };

  private read(line: string): void {
    if (line.startsWith("{")) this.log.push(JSON.parse(line));
    else this.stray.push(line);
  }
}

function queueName(url = ""): string {
  return url.replace(/.*\//, "");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
