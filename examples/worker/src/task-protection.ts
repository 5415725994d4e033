import type { Logger } from "pino";

/** What the protection needs of its surroundings. */
export interface TaskProtectionProps {
  /** `ECS_AGENT_URI`, as ECS sets it in a container; without it nothing is protected and nothing is said. */
  readonly agentUri: string | undefined;
  readonly log: Logger;
  /** How long nothing must be held until the protection goes: a pause between two messages changes nothing. @default 10000 */
  readonly idleMilliseconds?: number;
  /** How long after a call that failed the next one is made. @default 30000 */
  readonly retryMilliseconds?: number;
  /** How often the protection is extended. @default - three times within the time it lasts: two calls may fail */
  readonly extendMilliseconds?: number;
}

/** What the agent answers: it passes on what ECS says, and ECS's errors come in the body. */
interface Answer {
  readonly protection?: { readonly ProtectionEnabled?: boolean };
  readonly failure?: { readonly Reason?: string; readonly Detail?: string };
  readonly error?: { readonly Code?: string; readonly Message?: string };
}

/** The agent is on the same host: what takes longer does not come. */
const CALL_MILLISECONDS = 5_000;
/** What a task that was killed stays protected for at the most: nobody is left to take it back. */
const EXPIRES_IN_MINUTES = 10;
/** The task belongs to no service: nobody will scale it in, now or later. */
const NO_SERVICE = "TASK_NOT_VALID";

/**
 * Keeps ECS from ending this task while it works, when its service scales in or is deployed.
 *
 * It is asked for when the first message is taken, extended while work goes on, and given back when the task has been idle:
 * never for each message. It is never waited for, and whatever becomes of a call, the work goes on: a task that is not
 * protected is told to stop like any other, and finishes or hands back what it holds. A reason why it failed is logged once.
 * Source: ECS developer guide, task scale-in protection endpoint.
 */
export class TaskProtection {
  private readonly url: string | undefined;
  private readonly idleMilliseconds: number;
  private readonly retryMilliseconds: number;
  private readonly extendMilliseconds: number;
  private readonly told = new Set<string>();
  private working = false;
  private isProtected = false;
  private calling = false;
  private pointless = false;
  /** From when on the agent may be called again: work that comes and goes must not make calls that fail more frequent. */
  private notBefore = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly props: TaskProtectionProps) {
    this.url = props.agentUri ? `${props.agentUri}/task-protection/v1/state` : undefined;
    this.idleMilliseconds = props.idleMilliseconds ?? 10_000;
    this.retryMilliseconds = props.retryMilliseconds ?? 30_000;
    this.extendMilliseconds = props.extendMilliseconds ?? (EXPIRES_IN_MINUTES * 60_000) / 3;
  }

  /** Told whenever a message is taken: the first one after a pause matters. */
  start(): void {
    if (this.working) return;
    this.working = true;
    // Where the protection of the work before still stands, its next extension is near enough.
    this.schedule(this.isProtected ? this.extendMilliseconds / 2 : 0);
  }

  /** Told when nothing is held any more. */
  idle(): void {
    if (!this.working) return;
    this.working = false;
    this.schedule(this.idleMilliseconds);
  }

  private schedule(milliseconds: number): void {
    if (this.url === undefined || this.pointless || this.calling) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.agree(), Math.max(milliseconds, this.notBefore - Date.now()));
    // A worker that has finished must not stay for this.
    this.timer.unref();
  }

  /** Makes the protection what it has to be now; what changes during the call is seen to after it. */
  private async agree(): Promise<void> {
    const wanted = this.working;
    if (!wanted && !this.isProtected) return;
    this.calling = true;
    const problem = await this.put(wanted);
    this.calling = false;
    if (problem === undefined) {
      this.isProtected = wanted;
      this.told.clear();
      this.props.log.debug({ protected: wanted }, "scale-in protection");
    } else {
      this.notBefore = Date.now() + this.retryMilliseconds;
      this.tell(problem, wanted);
    }
    if (problem !== undefined) this.schedule(0);
    else if (this.working) this.schedule(wanted ? this.extendMilliseconds : 0);
    else if (wanted) this.schedule(this.idleMilliseconds);
  }

  /** Asks the agent, and says what came of it if that is not what was asked for. */
  private async put(enabled: boolean): Promise<string | undefined> {
    const body = { ProtectionEnabled: enabled, ...(enabled && { ExpiresInMinutes: EXPIRES_IN_MINUTES }) };
    try {
      const response = await fetch(String(this.url), {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(CALL_MILLISECONDS),
      });
      const { protection, failure, error } = (await response.json()) as Answer;
      if (failure?.Reason === NO_SERVICE) this.pointless = true;
      const reason = failure?.Reason ?? error?.Code;
      if (reason !== undefined) return reason;
      return protection?.ProtectionEnabled === enabled ? undefined : `HTTP ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    }
  }

  private tell(reason: string, wanted: boolean): void {
    if (this.told.has(reason)) return;
    this.told.add(reason);
    const what = wanted ? "not protected from scaling in" : "still protected from scaling in, until that expires";
    this.props.log.warn({ reason }, this.pointless ? `${what}: the task belongs to no service` : what);
  }
}
