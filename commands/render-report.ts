import type { Report } from "../review/report/report";

/** The forms a report can have. */
export const FORMATS = ["text", "markdown", "json", "sarif", "html"] as const;

/** The report in one of its forms, of whose painters only that one is loaded. */
export function renderReport(report: Report, format: (typeof FORMATS)[number], title: string, colour: boolean): string {
  switch (format) {
    case "text":
      return (require("../review/render/text") as typeof import("../review/render/text")).renderText(report, colour);
    case "markdown":
      return (require("../review/render/markdown") as typeof import("../review/render/markdown")).renderMarkdown(
        report,
        title,
      );
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "sarif":
      return (require("../review/render/sarif") as typeof import("../review/render/sarif")).renderSarif(report);
    case "html":
      return (require("../review/render/html") as typeof import("../review/render/html")).renderHtml(report, title);
  }
}
