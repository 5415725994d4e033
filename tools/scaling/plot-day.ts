import type { DayResult } from "./simulated-day";

const WIDTH = 860;
const LEFT = 60;
const PANEL = { height: 150, gap: 56, top: 52 };
const COLOURS = ["#0b6e4f", "#c1440e", "#3a5a9b"] as const;
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24];

interface Panel {
  readonly title: string;
  readonly figure: (minute: DayResult["minutes"][number]) => number;
  /** A line to stay below. */
  readonly limit?: number;
}

/** A day under several rules: how many tasks there were, and how long the oldest message waited. */
export function plotDay(days: readonly DayResult[], acceptableLatencySeconds: number): string {
  const panels: readonly Panel[] = [
    { title: "tasks", figure: ({ tasks }) => tasks },
    {
      title: "how long the oldest message waits, in seconds; dashed: what is acceptable",
      figure: ({ oldestSeconds }) => oldestSeconds,
      limit: acceptableLatencySeconds,
    },
  ];
  const height = PANEL.top + panels.length * (PANEL.height + PANEL.gap);
  const legend = days.map(({ rule }, index) => {
    const x = LEFT + index * 200;
    const colour = COLOURS[index % COLOURS.length];
    return `<rect x="${x}" y="12" width="12" height="12" fill="${colour}"/>${text(x + 18, 22, rule)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    ...legend,
    ...panels.flatMap((panel, index) => drawn(panel, days, PANEL.top + index * (PANEL.height + PANEL.gap))),
    "</svg>\n",
  ].join("\n");
}

function drawn({ title, figure, limit }: Panel, days: readonly DayResult[], top: number): readonly string[] {
  const most = Math.max(limit ?? 0, ...days.flatMap(({ minutes }) => minutes.map(figure)));
  const x = (minute: number) => LEFT + (minute / 1_440) * (WIDTH - LEFT - 20);
  const y = (value: number) => top + PANEL.height - (value / most) * PANEL.height;
  const bottom = top + PANEL.height;
  const lines = days.map(({ minutes }, index) => {
    // Every fifth minute, as high as any of its five: a peak must not be lost.
    const points = Array.from({ length: Math.ceil(minutes.length / 5) }, (_each, fifth) => {
      const highest = Math.max(...minutes.slice(fifth * 5, fifth * 5 + 5).map(figure));
      return `${x(fifth * 5).toFixed(1)},${y(highest).toFixed(1)}`;
    });
    return `<polyline fill="none" stroke="${COLOURS[index % COLOURS.length]}" stroke-width="1.5" points="${points.join(" ")}"/>`;
  });
  return [
    text(LEFT, top - 8, title),
    line(LEFT, bottom, WIDTH - 20, bottom),
    line(LEFT, top, LEFT, bottom),
    text(LEFT - 8, top + 10, String(most), "end"),
    text(LEFT - 8, bottom, "0", "end"),
    ...HOURS.map((hour) => text(x(hour * 60), bottom + 16, `${hour}:00`, "middle")),
    ...(limit === undefined ? [] : [line(LEFT, y(limit), WIDTH - 20, y(limit), ' stroke-dasharray="4 4"')]),
    ...lines,
  ];
}

function line(x1: number, y1: number, x2: number, y2: number, more = ""): string {
  return `<line x1="${x1}" y1="${y1.toFixed(1)}" x2="${x2}" y2="${y2.toFixed(1)}" stroke="#555"${more}/>`;
}

function text(x: number, y: number, content: string, anchor = "start"): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${content}</text>`;
}
