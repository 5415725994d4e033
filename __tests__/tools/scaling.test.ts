import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { markdownTable } from "../../tools/markdown";
import { arrivalsOfADay } from "../../tools/scaling/arrivals";
import { COLUMNS, comparedDays, comparedRows, GOAL, SEED } from "../../tools/scaling/compared-days";
import { plotDay } from "../../tools/scaling/plot-day";
import { backlogScaling } from "../../tools/scaling/scaling-rule";
import { simulatedDay } from "../../tools/scaling/simulated-day";

const docs = (name: string) => readFileSync(resolve(__dirname, "../../docs", name), "utf8");

describe.each([1, 2, 3, 4, 5])("a day of waves, bursts and silence (%i), scaled by backlog per task", (seed) => {
  const props = { ...GOAL, arrivals: arrivalsOfADay(seed), seed };

  it.each([0, 1])("keeps within the latency for 99 %% of the time, from %i tasks on", (minimumTasks) => {
    const day = simulatedDay(props, backlogScaling(GOAL, minimumTasks));
    expect(day.withinLatency).toBeGreaterThanOrEqual(0.99);
    expect(day.unfinished).toBe(0);
  });

  it.each([0, 1])("ends no task that works, and does not oscillate, from %i tasks on", (minimumTasks) => {
    const { endedAtWork, oscillations } = simulatedDay(props, backlogScaling(GOAL, minimumTasks));
    expect(endedAtWork).toBe(0);
    expect(oscillations).toBeLessThanOrEqual(5);
  });

  it("goes down to no task at night, and up from it", () => {
    const { minutes } = simulatedDay(props, backlogScaling(GOAL, 0));
    const tasksAt = (hour: number) => minutes[hour * 60]?.tasks;
    expect([tasksAt(3), tasksAt(24 - 3 + 1)]).toEqual([0, 0]);
    expect(Math.max(...minutes.map(({ tasks }) => tasks))).toBeGreaterThan(5);
  });
});

describe("what people find in docs/running.md", () => {
  const days = comparedDays(SEED);

  it("is the table that 'npm run scaling' prints", () => {
    expect(docs("running.md")).toContain(markdownTable(COLUMNS, comparedRows(days)));
  });

  it("is the picture that it draws", () => {
    expect(docs("scaling.svg")).toBe(plotDay(days, GOAL.acceptableLatencySeconds));
  });

  it("is that the other rules end tasks that work, and take more of them", () => {
    const [own, ...others] = days;
    for (const other of others) {
      expect(other.endedAtWork).toBeGreaterThan(0);
      expect(other.taskHours).toBeGreaterThan(own?.taskHours ?? 0);
    }
  });
});
