import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { summaryLine } from "../report/change-counts";
import type { Report } from "../report/report";
import { escapeHtml as text } from "./html-escape";
import { STYLE } from "./html-style";
import { pageScript } from "./page-script";

/**
 * The review as one page that asks nobody for anything: its policy forbids every request, and lets only its own style and
 * script run, by their hashes. The report is in it as JSON, which the script paints: packed, since a browser reads so many
 * megabytes of text in a page far slower than it unpacks them.
 */
export function renderHtml(report: Report, title = "Plan review"): string {
  const script = pageScript();
  const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${text(title)}</h1>
<p class="summary">${text(summaryLine(report))}</p>
<noscript><p>This page needs JavaScript: the text and Markdown forms of the review need none.</p></noscript>
</header>
<div id="app"></div>
<script type="application/gzip" id="report">${packed(report)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hash(content: string): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

/** In an alphabet that cannot end the element it stands in. */
function packed(report: Report): string {
  return gzipSync(JSON.stringify(report)).toString("base64");
}
