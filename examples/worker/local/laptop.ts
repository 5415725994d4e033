import { AgentEndpoint } from "./agent-endpoint";
import { CredentialsEndpoint } from "./credentials-endpoint";
import { LocalSqs } from "./local-sqs";
import type { SynthesizedStack } from "./synthesized-stack";
import { WorkerProcess, type WorkerProcessProps } from "./worker-process";

export interface LaptopProps {
  readonly stack: SynthesizedStack;
  /** Attributes that every queue has instead of the synthesized ones. @default - none */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly rotateEverySeconds?: number;
}

/** What AWS is to the worker, on one machine: queues as they are synthesized, and the endpoints that ECS has for a task. */
export class Laptop {
  static async start({ stack, attributes, rotateEverySeconds }: LaptopProps): Promise<Laptop> {
    const credentials = await CredentialsEndpoint.start({ roleArn: stack.taskRoleArn, rotateEverySeconds });
    const sqs = await LocalSqs.start(stack.region, credentials);
    for (const queue of stack.queues) await sqs.createQueue(queue.name, { ...queue.attributes, ...attributes });
    return new Laptop(stack, credentials, await AgentEndpoint.start(), sqs);
  }

  readonly workers: WorkerProcess[] = [];

  private constructor(
    readonly stack: SynthesizedStack,
    readonly credentials: CredentialsEndpoint,
    readonly agent: AgentEndpoint,
    readonly sqs: LocalSqs,
  ) {}

  async startWorker(
    variables: Readonly<Record<string, string>> = {},
    props: Partial<WorkerProcessProps> = {},
  ): Promise<WorkerProcess> {
    const environment = { ...this.stack.container.environment, ECS_AGENT_URI: this.agent.uri, ...variables };
    const worker = await WorkerProcess.start({ sqs: this.sqs, credentials: this.credentials, environment, ...props });
    this.workers.push(worker);
    return worker;
  }

  /** Ends everything that it started. */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.kill()));
    await this.sqs.stop();
    await this.credentials.stop();
    await this.agent.stop();
  }
}
