import type { TransitionRule } from "../../findings/rule";
import { type ResourceChange, shown } from "../../plan/resource-change";

interface Duration {
  readonly attribute: string;
  readonly unit: string;
  /** What zero means. @default - no time at all */
  readonly zero?: "for ever";
  readonly effect: string;
}

/** Times whose cut loses something. */
const DURATIONS: Readonly<Record<string, readonly Duration[]>> = {
  aws_sqs_queue: [
    { attribute: "message_retention_seconds", unit: "s", effect: "older messages are deleted" },
    {
      attribute: "visibility_timeout_seconds",
      unit: "s",
      effect: "a message whose handling takes longer is delivered again",
    },
  ],
  aws_cloudwatch_log_group: [
    { attribute: "retention_in_days", unit: "days", zero: "for ever", effect: "older logs are deleted" },
  ],
  aws_kinesis_stream: [{ attribute: "retention_period", unit: "h", effect: "older records are deleted" }],
  aws_db_instance: [{ attribute: "backup_retention_period", unit: "days", effect: "older backups are deleted" }],
  aws_rds_cluster: [{ attribute: "backup_retention_period", unit: "days", effect: "older backups are deleted" }],
  aws_docdb_cluster: [{ attribute: "backup_retention_period", unit: "days", effect: "older backups are deleted" }],
  aws_neptune_cluster: [{ attribute: "backup_retention_period", unit: "days", effect: "older backups are deleted" }],
};

/** A retention or visibility time is cut. */
export const retentionCut: TransitionRule = {
  id: "retention-cut",
  level: "medium",
  why: "what is older than the new time is lost or handled again as soon as the plan is applied",
  transition: ({ changes }) =>
    changes.flatMap((change) =>
      change.action !== "update"
        ? []
        : (DURATIONS[change.type] ?? []).flatMap((duration) => {
            const { attribute, unit, effect } = duration;
            const [before, after] = [time(change, duration, "before"), time(change, duration, "after")];
            if (before === undefined || after === undefined || after >= before) return [];
            const told = (value: number) => (value === Number.POSITIVE_INFINITY ? "for ever" : `${value} ${unit}`);
            return [
              {
                where: change.address,
                what: `${change.address} has its ${attribute} cut from ${told(before)} to ${told(after)}: ${effect}`,
              },
            ];
          }),
    ),
};

function time(change: ResourceChange, { attribute, zero }: Duration, moment: "before" | "after"): number | undefined {
  const given = shown(change, attribute, moment);
  if (given.state !== "known" || typeof given.value !== "number") return undefined;
  return given.value === 0 && zero === "for ever" ? Number.POSITIVE_INFINITY : given.value;
}
