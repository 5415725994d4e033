import { markdownTable } from "../tools/markdown";
import type { Result, Row } from "./row";

/** What is recorded of a measurement: its rows, and what it ran on. */
export interface Recorded extends Result {
  readonly date: string;
  readonly cores: number;
  /** The load average of the last minute before it began. */
  readonly load: number;
  readonly versions: Readonly<Record<string, string>>;
}

const COLUMNS = ["measure", "against", "figure: median (least–most)", "must reach", "reached"];

/** The recorded rows as a table in Markdown, with what they were measured on. */
export function table(recorded: readonly Recorded[]): string {
  const rows = recorded.flatMap((each) => each.rows).map(cells);
  return [...about(recorded), markdownTable(COLUMNS, rows)].join("\n\n");
}

function cells({ measure, against, figure, target = "–", reached }: Row): readonly string[] {
  return [measure, against, figure, target, reached === undefined ? "–" : reached ? "yes" : "**no**"];
}

/** A line for each machine, day and set of versions; one, where all was measured in one go. */
function about(recorded: readonly Recorded[]): readonly string[] {
  const loads = new Map<string, number[]>();
  for (const { date, cores, versions, load } of recorded) {
    const named = Object.entries(versions).map((each) => each.join(" "));
    const line = `${date}, ${cores} cores, ${named.join(", ")}`;
    loads.set(line, [...(loads.get(line) ?? []), load]);
  }
  return [...loads].map(([line, all]) => {
    const [least, most] = [Math.min(...all), Math.max(...all)].map((load) => load.toFixed(1));
    return `${line}; load average ${least} to ${most} before each.`;
  });
}
