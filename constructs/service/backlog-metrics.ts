import type { BacklogRule } from "../../aws/ecs/backlog-scaling";

/** The service whose backlog is measured. */
export interface MeasuredService {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly queueNames: readonly string[];
}

/** A figure of CloudWatch's under a name that expressions use. */
interface Metric {
  readonly id: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** An expression, and the figures it is made of. */
interface MetricMath {
  readonly label: string;
  readonly expression: string;
  readonly metrics: readonly Metric[];
}

/** What CloudWatch takes for one expression; each queue is two figures, the tasks are one, and the expression is one. */
export const MAXIMUM_QUEUES = 4;
const PERIOD_SECONDS = 60;
/** Figures that say how many there are: of several in a minute the largest is nobody's sum. */
const STATISTIC = "Maximum";
/** A queue that was silent for six hours reports nothing: then it is empty. */
const filled = (id: string) => `FILL(${id}, 0)`;

/** Target tracking's form of the backlog per running task. */
export function backlogPerTask(service: MeasuredService, { inWorkWeight }: BacklogRule) {
  const waiting = ofQueues(service, "waiting", "ApproximateNumberOfMessagesVisible");
  const inWork = ofQueues(service, "inWork", "ApproximateNumberOfMessagesNotVisible");
  const running = ofTasks(service, "running", "RunningTaskCount");
  const work = `${sum(waiting)} + ${inWorkWeight} * (${sum(inWork)})`;
  return scalingForm({
    label: "Backlog per running task",
    expression: `(${work}) / IF(${filled("running")} > 0, ${filled("running")}, 1)`,
    metrics: [...waiting, ...inWork, running],
  });
}

/** An alarm's form of the messages that wait while there is no task. */
export function backlogWithoutTasks(service: MeasuredService) {
  const waiting = ofQueues(service, "waiting", "ApproximateNumberOfMessagesVisible");
  return alarmForm({
    label: "Messages that wait while there is no task",
    expression: `IF(${filled("desired")} < 1, ${sum(waiting)}, 0)`,
    metrics: [...waiting, ofTasks(service, "desired", "DesiredTaskCount")],
  });
}

function ofQueues({ queueNames }: MeasuredService, id: string, metricName: string): readonly Metric[] {
  return queueNames.map((QueueName, index) => ({
    id: `${id}${index + 1}`,
    namespace: "AWS/SQS",
    metricName,
    dimensions: { QueueName },
  }));
}

function ofTasks({ clusterName, serviceName }: MeasuredService, id: string, metricName: string): Metric {
  const dimensions = { ClusterName: clusterName, ServiceName: serviceName };
  return { id, namespace: "ECS/ContainerInsights", metricName, dimensions };
}

function sum(metrics: readonly Metric[]): string {
  return metrics.map(({ id }) => filled(id)).join(" + ");
}

function scalingForm({ label, expression, metrics }: MetricMath) {
  return [
    { id: "backlog", label, expression, returnData: true },
    ...metrics.map(({ id, dimensions, ...metric }) => ({
      id,
      returnData: false,
      metricStat: {
        metric: { ...metric, dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })) },
        stat: STATISTIC,
      },
    })),
  ];
}

function alarmForm({ label, expression, metrics }: MetricMath) {
  return [
    { id: "backlog", label, expression, returnData: true },
    ...metrics.map(({ id, ...metric }) => ({
      id,
      returnData: false,
      metric: { ...metric, period: PERIOD_SECONDS, stat: STATISTIC },
    })),
  ];
}
