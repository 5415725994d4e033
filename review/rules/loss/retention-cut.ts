import type { TransitionRule } from "../../findings/rule";
import { type ResourceChange, shown } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import type { Duration } from "../../resource-types/resource-type";

/** A retention or visibility time is cut. */
export const retentionCut: TransitionRule = {
  id: "retention-cut",
  level: "medium",
  why: "what is older than the new time is lost or handled again as soon as the plan is applied",
  transition: ({ changes }) =>
    changes.flatMap((change) =>
      change.action !== "update"
        ? []
        : (resourceType(change.type).durations ?? []).flatMap((duration) => {
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
