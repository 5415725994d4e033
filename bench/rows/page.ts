import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { measureInTurn } from "../measured-process";
import { planOf } from "../review-plan-of";
import type { Result } from "../row";
import { show, spreadOf } from "../statistics";
import { WorkFolder } from "../work-folder";

const PROJECT = join(__dirname, "../..");
const CHANGES = 20_000;
const RUNS = 11;
const MAX_MILLISECONDS = 1_000;

/** How long the page of a review of 20,000 changed resources takes to show its first results, in a browser just started. */
export function page(): Result {
  execFileSync("npm", ["run", "--silent", "build"], { cwd: PROJECT });
  const folder = new WorkFolder();
  folder.write("plan.json", JSON.stringify(planOf(CHANGES)));
  const [plan, html] = [join(folder.path, "plan.json"), join(folder.path, "review.html")];
  const command = [join(PROJECT, "dist/commands/ecs-role-pair.js"), "review", plan, "--format", "html"];
  execFileSync("node", [...command, "--output", html, "--fail-on", "never"]);
  const line = `node --require sucrase/register bench/programs/open-page.ts ${html}`;
  const [runs = []] = measureInTurn([{ name: "opening the page", line, folder: PROJECT }], RUNS);
  const opened = spreadOf(runs.map(({ stdout }) => JSON.parse(stdout).milliseconds as number));
  const megabytes = statSync(html).size / 1e6;
  return {
    rows: [
      {
        measure: `the page of ${CHANGES.toLocaleString("en")} changed resources: from opening it to its first results on the screen`,
        against: "–",
        figure: `${show(opened, 0)} ms, a file of ${megabytes.toFixed(1)} MB`,
        target: `< ${MAX_MILLISECONDS} ms`,
        reached: opened.median < MAX_MILLISECONDS,
        values: { opened, megabytes },
      },
    ],
  };
}
