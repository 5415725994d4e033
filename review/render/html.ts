import { createHash } from "node:crypto";
import { summaryLine } from "../report/change-counts";
import { cellAt, coordinates, type PermissionMatrix, permissionMatrix } from "../report/permission-matrix";
import type { AttachmentChange, PermissionChange, Report } from "../report/report";
import { byActionAndType, bySubject, ownFindings, resourceLineText, taskLineText, taskTitle } from "../report/sections";
import { attachmentSentence, permissionSentence, unreviewedSentence } from "../report/sentences";
import { escapeHtml as text } from "./html-escape";
import { SCRIPT } from "./html-script";
import { STYLE } from "./html-style";

/**
 * The review as one page that asks nobody for anything: its policy forbids every request, and lets only its own style and
 * script run, by their hashes.
 */
export function renderHtml(report: Report, title = "Plan review"): string {
  const matrix = permissionMatrix(report);
  const policy = `default-src 'none'; style-src '${hash(STYLE)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
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
</header>
<main>
${FILTERS}
${[
  findingSection(report),
  matrixSection(matrix),
  permissionSection(report, matrix),
  unreviewedSection(report),
  taskSection(report),
  resourceSection(report),
  acceptedSection(report),
].join("")}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const FILTERS = `<div class="bar" role="search">
<label for="search">Search (press /)<input id="search" type="search" autocomplete="off"></label>
<label for="direction">Permissions<select id="direction"><option value="all">all</option><option value="more">more</option><option value="less">less</option></select></label>
<button id="clear" type="button">Clear</button>
<button id="theme" type="button">Light or dark</button>
<p class="count" id="count" role="status"></p>
</div>`;

function hash(content: string): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}

function group(title: string, items: readonly string[]): string {
  return items.length === 0
    ? ""
    : `<section data-group><h2>${text(title)} (${items.length})</h2><ul>${items.join("\n")}</ul></section>\n`;
}

function findingSection(report: Report): string {
  const items = ownFindings(report).map(({ id, level, what, why, where }) => {
    const tone = level === "high" ? "more" : level === "low" ? "quiet" : "warn";
    return `<li class="row"><p><span class="badge ${tone}">${level}</span> ${text(what)}</p><p class="quiet">${text(why)}</p><p class="quiet"><code>${text(where)}</code> · ${text(id)}</p></li>`;
  });
  return group("To look at", items);
}

function matrixSection(matrix: PermissionMatrix): string {
  if (matrix.who.length === 0) return "";
  const head = matrix.what.map((column) => `<th scope="col">${text(column)}</th>`).join("");
  const rows = matrix.who.map((row) => {
    const cells = matrix.what.map((column) => `<td>${cellButton(matrix, row, column)}</td>`).join("");
    return `<tr><th scope="row">${text(row)}</th>${cells}</tr>`;
  });
  return `<section><h2 id="matrix">Who may do what</h2>
<p class="quiet">More (+) and fewer (−) permissions by service. Choose a cell to see only its changes.</p>
<div class="scroll" role="region" aria-labelledby="matrix" tabindex="0"><table><thead><tr><th scope="col">Who</th>${head}</tr></thead><tbody>${rows.join("\n")}</tbody></table></div></section>
`;
}

function cellButton(matrix: PermissionMatrix, row: string, column: string): string {
  const cell = cellAt(matrix, row, column);
  if (!cell) return "";
  const more = cell.more > 0 ? `<span class="more">+${cell.more}</span>` : "";
  const less = cell.less > 0 ? `<span class="less">−${cell.less}</span>` : "";
  const label = [cell.more > 0 ? `+${cell.more}` : "", cell.less > 0 ? `−${cell.less}` : ""].filter(Boolean).join(" ");
  return `<button type="button" aria-pressed="false" data-cell="${cell.id}" aria-label="${text(`${label} ${row}, ${column}`)}">${more} ${less}</button>`;
}

function permissionSection({ permissions, attachments }: Report, matrix: PermissionMatrix): string {
  const changes = bySubject<PermissionChange | AttachmentChange>([...permissions, ...attachments]);
  const groups = [...changes].map(([title, own]) => {
    const items = own.map((change) => permissionRow(change, matrix));
    return `<div data-group><h3>${text(title)}</h3><ul>${items.join("\n")}</ul></div>`;
  });
  return groups.length === 0 ? "" : `<section data-group><h2>Permissions</h2>${groups.join("\n")}</section>\n`;
}

function permissionRow(change: PermissionChange | AttachmentChange, matrix: PermissionMatrix): string {
  const cells = coordinates(change).map(([row, column]) => cellAt(matrix, row, column)?.id);
  const direction = change.opens ? "more" : "less";
  const sentence = "policy" in change ? attachmentSentence(change) : permissionSentence(change);
  const where = [change.where].flat().join(", ");
  return `<li class="row" data-direction="${direction}" data-cells="${cells.join(" ")}"><p><span class="badge ${direction}">${direction}</span> ${text(sentence)}</p><p class="quiet"><code>${text(where)}</code></p></li>`;
}

function unreviewedSection({ unreviewed }: Report): string {
  return group(
    "Not reviewable",
    unreviewed.map(
      (each) =>
        `<li class="row"><p><span class="badge warn">unknown</span> ${text(unreviewedSentence(each))}</p><p class="quiet"><code>${text(each.where)}</code></p></li>`,
    ),
  );
}

function taskSection({ tasks }: Report): string {
  return group(
    "Tasks",
    tasks.map((task) => {
      const lines = task.lines.map((line) => `<p>${line.change}: ${text(taskLineText(line))}</p>`).join("");
      const unknown = task.unknownBecause
        ? `<p class="warn">the containers are not known before it is applied: ${text(task.unknownBecause.join(", "))}</p>`
        : "";
      const noise = task.noise > 0 ? `<p class="quiet">${task.noise} more in form only</p>` : "";
      return `<li class="row"><h3>${text(taskTitle(task))}</h3>${lines}${unknown}${noise}</li>`;
    }),
  );
}

function resourceSection({ resources }: Report): string {
  const groups = [...byActionAndType(resources)].map(([title, lines]) => {
    const items = lines.map((line) => `<li class="row"><code>${text(resourceLineText(line))}</code></li>`);
    return `<div data-group><h3>${text(title)} (${lines.length})</h3><ul>${items.join("\n")}</ul></div>`;
  });
  return groups.length === 0
    ? ""
    : `<section data-group><h2>Resources (${resources.length})</h2>${groups.join("\n")}</section>\n`;
}

function acceptedSection({ accepted }: Report): string {
  return group(
    "Accepted",
    accepted.map(
      ({ id, what, where, reason }) =>
        `<li class="row"><p>${text(what)}</p><p class="quiet">${text(id)} at <code>${text(where)}</code>, accepted: ${text(reason)}</p></li>`,
    ),
  );
}
