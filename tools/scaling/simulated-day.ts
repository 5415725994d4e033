import { DAY_SECONDS } from "./arrivals";
import { longTailed, randomNumbers } from "./random";
import type { Minute, ScalingRule } from "./scaling-rule";

/** A day's work and the surroundings it is done in. */
export interface DayProps {
  /** How many messages arrive in each second. */
  readonly arrivals: readonly number[];
  readonly acceptableLatencySeconds: number;
  readonly secondsPerMessage: number;
  readonly messagesAtOnce: number;
  readonly maximumTasks: number;
  readonly seed: number;
}

/** What became of it. */
export interface DayResult {
  readonly rule: string;
  /** The share of the day's seconds in which no message waited longer than is acceptable. */
  readonly withinLatency: number;
  /** The longest any message waited, in seconds. */
  readonly longestWaitSeconds: number;
  /** Tasks that were ended while they worked, so that their messages came back. */
  readonly endedAtWork: number;
  /**
   * How often it took tasks away that it missed within a quarter of an hour, or the other way; the first task, which a service
   * without any starts for a single message, aside.
   */
  readonly oscillations: number;
  readonly taskHours: number;
  readonly unfinished: number;
  /** Each minute: how many tasks, and how long the oldest message waits. */
  readonly minutes: readonly { readonly tasks: number; readonly oldestSeconds: number }[];
}

/** How long a new task takes until it works, in seconds. */
const START_SECONDS = [30, 90] as const;
/** How long a figure takes until CloudWatch has it, in minutes. */
const METRIC_DELAY_MINUTES = [1, 2] as const;
/** A queue nobody uses for six hours reports nothing, and takes up to a quarter of an hour to report again. */
const INACTIVE_SECONDS = 6 * 3_600;
const ACTIVATION_SECONDS = 900;
/** How long a task is idle until its protection goes. */
const IDLE_SECONDS = 10;
const TURN_SECONDS = 900;

interface Task {
  readonly worksFrom: number;
  /** When each message it holds will be done, and when that message came. */
  held: { readonly doneAt: number; readonly cameAt: number }[];
  idleSince: number;
}

/** Lives through a day, second by second, under a rule. */
export function simulatedDay(props: DayProps, rule: ScalingRule): DayResult {
  return new SimulatedDay(props, rule).run();
}

class SimulatedDay {
  private readonly random: () => number;
  private readonly workSeconds: () => number;
  private readonly queue: number[] = [];
  private tasks: Task[] = [];
  private readonly minutes: (Minute & { readonly knownAt: number })[] = [];
  private readonly told: { tasks: number; oldestSeconds: number }[] = [];
  private readonly turns: { readonly at: number; readonly up: boolean; readonly least: number }[] = [];
  private desired: number;
  private usedAt = 0;
  private activeFrom = 0;
  private within = 0;
  private longest = 0;
  private ended = 0;
  private taskSeconds = 0;

  constructor(
    private readonly props: DayProps,
    private readonly rule: ScalingRule,
  ) {
    this.random = randomNumbers(props.seed);
    this.workSeconds = longTailed(props.secondsPerMessage, 1.2, this.random);
    this.desired = rule.minimumTasks;
  }

  run(): DayResult {
    for (let second = 0; second < DAY_SECONDS; second += 1) {
      this.arrive(second);
      this.work(second);
      this.take(second);
      if (second % 60 === 59) this.lookAt(second);
      this.place(second);
      this.measure(second);
    }
    return {
      rule: this.rule.name,
      withinLatency: this.within / DAY_SECONDS,
      longestWaitSeconds: this.longest,
      endedAtWork: this.ended,
      oscillations: this.oscillations(),
      taskHours: this.taskSeconds / 3_600,
      unfinished: this.queue.length,
      minutes: this.told,
    };
  }

  private arrive(second: number): void {
    const count = this.props.arrivals[second] ?? 0;
    for (let message = 0; message < count; message += 1) this.queue.push(second);
    // Tasks that ask for messages keep a queue active, too.
    if (count === 0 && !this.tasks.some(({ worksFrom }) => worksFrom <= second)) return;
    if (second - this.usedAt > INACTIVE_SECONDS) this.activeFrom = second + this.random() * ACTIVATION_SECONDS;
    this.usedAt = second;
  }

  private work(second: number): void {
    for (const task of this.tasks) {
      if (task.held.length === 0) continue;
      task.held = task.held.filter(({ doneAt }) => doneAt > second);
      if (task.held.length === 0) task.idleSince = second;
    }
  }

  /** A message to each task in turn, as many rounds as there is room. */
  private take(second: number): void {
    const working = this.tasks.filter(({ worksFrom }) => worksFrom <= second);
    for (let taken = true; taken && this.queue.length > 0; ) {
      taken = false;
      for (const task of working) {
        if (task.held.length >= this.props.messagesAtOnce) continue;
        const cameAt = this.queue.shift();
        if (cameAt === undefined) return;
        this.longest = Math.max(this.longest, second - cameAt);
        task.held.push({ doneAt: second + this.workSeconds(), cameAt });
        taken = true;
      }
    }
  }

  /** What CloudWatch will know of this minute, and what the rule makes of those it knows by now. */
  private lookAt(second: number): void {
    const running = this.tasks.filter(({ worksFrom }) => worksFrom <= second);
    const inWork = running.reduce((sum, { held }) => sum + held.length, 0);
    const silent = second - this.usedAt > INACTIVE_SECONDS || second < this.activeFrom;
    const [least, most] = METRIC_DELAY_MINUTES;
    this.minutes.push({
      waiting: silent ? undefined : this.queue.length,
      inWork: silent ? undefined : inWork,
      running: running.length,
      desired: this.desired,
      busy: running.length === 0 ? 0 : inWork / (running.length * this.props.messagesAtOnce),
      knownAt: second + 60 * (least + Math.floor(this.random() * (most - least + 1)) - 1) + 30,
    });
    const known = this.minutes.filter(({ knownAt }) => knownAt <= second).slice(-20);
    const { minimumTasks } = this.rule;
    const wanted = this.rule.decide(known, this.desired, second);
    const next = Math.min(Math.max(wanted, minimumTasks), this.props.maximumTasks);
    if (next !== this.desired) {
      this.turns.push({ at: second, up: next > this.desired, least: Math.min(next, this.desired) });
    }
    this.desired = next;
  }

  /** Starts what is missing, and ends what is too many: first those that have not begun, and none that is protected. */
  private place(second: number): void {
    while (this.tasks.length < this.desired) {
      const [least, most] = START_SECONDS;
      this.tasks.push({ worksFrom: second + least + this.random() * (most - least), held: [], idleSince: second });
    }
    const excess = this.tasks.length - this.desired;
    if (excess <= 0) return;
    const mayEnd = this.tasks.filter((task) => !this.rule.isProtected || this.isIdle(task, second));
    const ending = new Set([...mayEnd].sort((a, b) => b.worksFrom - a.worksFrom).slice(0, excess));
    for (const { held } of ending) {
      if (held.length > 0) this.ended += 1;
      this.queue.unshift(...held.map(({ cameAt }) => cameAt).sort((a, b) => a - b));
    }
    this.tasks = this.tasks.filter((task) => !ending.has(task));
  }

  private isIdle({ worksFrom, held, idleSince }: Task, second: number): boolean {
    return worksFrom > second || (held.length === 0 && second - idleSince >= IDLE_SECONDS);
  }

  private measure(second: number): void {
    const [oldest] = this.queue;
    const waits = oldest === undefined ? 0 : second - oldest;
    if (waits <= this.props.acceptableLatencySeconds) this.within += 1;
    this.taskSeconds += this.tasks.length;
    if (second % 60 === 59) this.told.push({ tasks: this.tasks.length, oldestSeconds: waits });
  }

  private oscillations(): number {
    return this.turns.filter((turn, index) => {
      const before = this.turns[index - 1];
      if (before === undefined || before.up === turn.up || turn.at - before.at >= TURN_SECONDS) return false;
      return Math.min(before.least, turn.least) > 0;
    }).length;
  }
}
