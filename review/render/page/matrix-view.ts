import { type ComponentChild, h } from "preact";
import { useState } from "preact/hooks";
import type { Mark } from "../../report/document/document";
import type { Cell } from "./filter";
import { cellKey, type Matrix, type MatrixCell } from "./matrix";

const ROWS = 30;

interface Properties {
  readonly title: string;
  readonly matrix: Matrix;
  readonly chosen: Cell | undefined;
  readonly choose: (cell: Cell | undefined) => void;
}

/** The matrix as a table of buttons: one tab stop, and the arrow keys within. */
export function MatrixView({ title, matrix, chosen, choose }: Properties): ComponentChild {
  const [rows, setRows] = useState(ROWS);
  if (matrix.who.length === 0) return null;
  const shown = matrix.who.slice(0, rows);
  const first = shown
    .flatMap((who) => matrix.what.map((what) => ({ who, what })))
    .find(({ who, what }) => matrix.cells.has(cellKey(who, what)));
  const current = chosen && matrix.cells.has(cellKey(chosen.who, chosen.what)) ? chosen : first;
  const cell = (who: string, what: string) => {
    const counts = matrix.cells.get(cellKey(who, what));
    const isChosen = chosen?.who === who && chosen.what === what;
    return h(
      "td",
      null,
      counts &&
        h(
          "button",
          {
            type: "button",
            "aria-pressed": isChosen,
            "aria-label": `${cellText(counts)} ${who}, ${what}`,
            tabIndex: current?.who === who && current.what === what ? 0 : -1,
            onClick: () => choose(isChosen ? undefined : { who, what }),
          },
          ...countTexts(counts).map(([mark, text]) => h("b", { class: mark.replace(" ", "-") }, `${text} `)),
          h("small", null, counts.note),
        ),
    );
  };
  return h(
    "section",
    { class: "matrix", "aria-labelledby": "matrix" },
    h("h2", { id: "matrix" }, title),
    h(
      "div",
      { class: "scroll", onKeyDown: moveByArrows },
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, "who"),
            ...matrix.what.map((what) => h("th", { scope: "col" }, what)),
          ),
        ),
        h(
          "tbody",
          null,
          ...shown.map((who) =>
            h("tr", { key: who }, h("th", { scope: "row" }, who), ...matrix.what.map((what) => cell(who, what))),
          ),
        ),
      ),
    ),
    matrix.who.length > rows &&
      h(
        "button",
        { type: "button", class: "rest", onClick: () => setRows(rows + 300) },
        `${Math.min(300, matrix.who.length - rows)} more of ${matrix.who.length - rows}`,
      ),
  );
}

/** By mark, what stands before its number. Statements are not counted: the note says what they come to. */
const SIGNS: readonly (readonly [Mark, string])[] = [
  ["more", "+"],
  ["less", "−"],
  ["guard", "◇"],
  ["lacks", "lacks "],
  ["in excess", "in excess "],
];

function countTexts({ counts }: MatrixCell): readonly (readonly [Mark, string])[] {
  return SIGNS.flatMap(([mark, sign]) => (counts.has(mark) ? [[mark, `${sign}${counts.get(mark)}`] as const] : []));
}

function cellText(cell: MatrixCell): string {
  return [...countTexts(cell).map(([, text]) => text), cell.note].filter((text) => text !== "").join(" ");
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** To the next cell in the direction of an arrow key that has something. */
function moveByArrows(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const from = (event.target as HTMLElement).closest("td");
  const rows = [...(event.currentTarget as HTMLElement).querySelectorAll("tbody tr")];
  if (!step || !from) return;
  event.preventDefault();
  const [down, right] = step;
  let row = rows.indexOf(from.parentElement as HTMLElement) + down;
  let column = from.cellIndex + right;
  while (rows[row]?.children[column]) {
    const button = rows[row]?.children[column]?.querySelector("button");
    if (button) {
      button.focus();
      return;
    }
    row += down;
    column += right;
  }
}
