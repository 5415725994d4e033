import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { auditReport } from "../../../review/audit-plans";
import { readPlan } from "../../../review/plan/read-plan";
import { renderMarkdown } from "../../../review/render/markdown";
import type { Report } from "../../../review/report/report";
import { reviewPlan } from "../../../review/review-plan";
import { describeInBrowser } from "../browser";
import { everyCase } from "../every-case";
import { file } from "../run";

/** Markdown with tables, fences, raw HTML, and links of what has a scheme, as GitHub reads a comment. */
const github = new MarkdownIt({ html: true, linkify: true });
github.linkify.set({ fuzzyLink: false });

/** What GitHub leaves of a comment's HTML. Source: the allow list of its sanitation filter, github.com/gjtorikian/html-pipeline. */
const ALLOWED = {
  elements: [
    "details",
    "summary",
    "b",
    "strong",
    "em",
    "sub",
    "br",
    "code",
    "pre",
    "h3",
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
  ],
  attributes: ["open", "class"],
};

const plan = readPlan(readFileSync(file(everyCase())), "plan.json");
const REPORTS: readonly (readonly [string, Report])[] = [
  ["a review", reviewPlan(plan)],
  ["an audit", auditReport([plan], { explains: true })],
];

describeInBrowser("Markdown as GitHub renders it", (open) => {
  it.each(REPORTS)(
    "of %s has tables, folds and diffs, and nothing that leaks or is taken out",
    async (name, report) => {
      const { page } = await open("about:blank", { width: 900, height: 1200 });
      const html = github.render(renderMarkdown(report));
      await page.setContent(`<style>${LOOKS}</style><main>${html}</main>`);
      const found = JSON.parse(
        String(
          await page.evaluate(`(() => {
          const all = [...document.querySelectorAll("main *")];
          const without = document.querySelector("main").cloneNode(true);
          for (const each of without.querySelectorAll("code, pre")) each.remove();
          return JSON.stringify({
            elements: [...new Set(all.map(({ localName }) => localName))],
            attributes: [...new Set(all.flatMap((each) => each.getAttributeNames()))],
            text: without.textContent,
            widths: [...document.querySelectorAll("table")].map(({ rows }) =>
              [...new Set([...rows].map(({ cells }) => cells.length))]),
            wide: [...document.querySelectorAll("table")].filter((table) => table.scrollWidth > table.clientWidth).length,
            loose: document.querySelectorAll("main > :not(h3, p, details)").length,
            fences: [...document.querySelectorAll("pre")].map(({ textContent }) => textContent),
            folds: document.querySelectorAll("details > summary:first-child").length,
            unsummarized: document.querySelectorAll("details > :first-child:not(summary)").length,
          });
        })()`),
        ),
      );
      expect(found.elements.filter((each: string) => !ALLOWED.elements.includes(each))).toEqual([]);
      expect(found.attributes.filter((each: string) => !ALLOWED.attributes.includes(each))).toEqual([]);
      // Markup that was not taken for any would stand in the text.
      expect(found.text).not.toMatch(/[|<>]|```|---|\*\*|&#?\w+;/);
      expect(found.widths.length).toBeGreaterThan(0);
      expect(found.widths.filter((widths: number[]) => widths.length !== 1)).toEqual([]);
      expect([found.wide, found.loose, found.unsummarized]).toEqual([0, 0, 0]);
      expect(found.folds).toBeGreaterThan(0);
      for (const fence of found.fences) expect(fence).toMatch(/^(?:[-+!#] .*\n)+$/);

      const folder = process.env.MARKDOWN_PICTURES;
      const picture = await page.screenshot(folder ? { path: join(folder, `${name}.png`) } : {});
      expect(picture.length).toBeGreaterThan(10_000);
    },
  );
});

/** As much of GitHub's style as shows whether the form holds. */
const LOOKS = `
body { font: 14px/1.5 sans-serif; max-width: 850px; margin: 1rem auto; }
table { border-collapse: collapse; display: block; overflow: auto; }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px; }
pre, code { font: 12px monospace; background: #f6f8fa; }
code { padding: 0.2em 0.4em; border-radius: 6px; } pre { padding: 16px; overflow: auto; } pre code { padding: 0; }`;
