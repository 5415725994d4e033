import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readPlan } from "../../../review/plan/read-plan";
import { renderHtml } from "../../../review/render/html";
import { renderMarkdown } from "../../../review/render/markdown";
import { renderSarif } from "../../../review/render/sarif";
import { renderText } from "../../../review/render/text";
import type { Report } from "../../../review/report/report";
import { reviewPlan } from "../../../review/review-plan";
import { describeInBrowser } from "../browser";
import { file } from "../run";

const CASES = join(__dirname, "..", "..", "cases", "review");

/** Between them, they have every section of a review. */
const REVIEWS: readonly (readonly [string, Report])[] = [
  "unknown-policy/after",
  "queue-destroyed/after",
  "two-owners/after",
  "task-plain-secret/after",
  "open-by-condition/one-account",
].map((name) => {
  const path = join(CASES, `${name}.plan.json`);
  return [name, reviewPlan(readPlan(readFileSync(path), path))];
});

/** Read at each change by a person: what a form says is what these lines say. */
describe.each(REVIEWS)("the review of %s", (_name, report) => {
  it("reads well as text", () => {
    expect(renderText(report, false).split("\n")).toMatchSnapshot();
  });

  it("reads well as Markdown", () => {
    expect(renderMarkdown(report).split("\n")).toMatchSnapshot();
  });

  it("is whole as JSON", () => {
    expect(report).toMatchSnapshot();
  });

  it("has its findings as SARIF", () => {
    const [{ results }] = JSON.parse(renderSarif(report)).runs;
    expect(results).toMatchSnapshot();
  });
});

describeInBrowser("a review as a page", (open) => {
  it.each(REVIEWS)("reads well of %s, with every row open", async (_name, report) => {
    const { page } = await open(pathToFileURL(file(renderHtml(report), "review.html")).href);
    await page.waitForSelector("main");
    const text: unknown = await page.evaluate(`(() => {
      for (const row of document.querySelectorAll("details")) row.open = true;
      return document.body.innerText;
    })()`);
    expect(String(text).split(/\n+/)).toMatchSnapshot();
  });
});
