import { writeFileSync } from "node:fs";
import { markdownTable } from "./markdown";
import { COLUMNS, comparedDays, comparedRows, GOAL, SEED } from "./scaling/compared-days";
import { plotDay } from "./scaling/plot-day";

/** Lives through a day under three ways of scaling, prints what came of it, and draws it. */
const days = comparedDays(SEED);
console.log(markdownTable(COLUMNS, comparedRows(days)));
writeFileSync("docs/scaling.svg", plotDay(days, GOAL.acceptableLatencySeconds));
console.log("\ndrawn in docs/scaling.svg");
