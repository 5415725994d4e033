import { type ComponentChild, h } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Mark, Section, SectionKind } from "../../report/document/document";
import { type Cell, entryCount, filtered, isActive, wordsOf } from "./filter";
import { matrixOf } from "./matrix";
import { MatrixView } from "./matrix-view";
import { SectionView } from "./section-view";

/** The report as an instrument: what is searched or chosen in the matrix is what both then show. */
export function App({ sections }: { readonly sections: readonly Section[] }): ComponentChild {
  const [search, setSearch] = useState("");
  const [mark, setMark] = useState<Mark | "">("");
  const [cell, setCell] = useState<Cell | undefined>();
  const words = useMemo(() => wordsOf(search), [search]);
  const beforeCell = useMemo(() => filtered(sections, { words, mark }), [sections, words, mark]);
  const shown = useMemo(() => filtered(beforeCell, { words: [], mark: "", cell }), [beforeCell, cell]);
  const matrix = useMemo(() => matrixOf(beforeCell), [beforeCell]);
  const marks = useMemo(() => marksOf(sections), [sections]);
  const total = useMemo(() => entryCount(sections), [sections]);
  const field = useRef<HTMLInputElement>(null);
  const clear = () => {
    setSearch("");
    setMark("");
    setCell(undefined);
    field.current?.focus();
  };
  useEffect(() => onKeys(field, clear));
  const isAudit = sections.some(({ kind }) => kind === "audit");
  const active = isActive({ words, mark, cell });
  useEffect(() => {
    if (active) window.scrollTo({ top: 0 });
  }, [active, search, mark, cell]);
  const view = (section: Section) =>
    h(SectionView, { section, key: `${section.title} ${search} ${mark} ${cell?.who} ${cell?.what}` });
  return h(
    "div",
    { class: active ? "narrowed" : "" },
    h("a", { class: "skip", href: "#results" }, "Skip to the results"),
    h(
      "div",
      { class: "bar", role: "search" },
      h("input", {
        ref: field,
        id: "search",
        type: "search",
        autocomplete: "off",
        placeholder: "Search ( / )",
        "aria-label": "Search",
        value: search,
        onInput: (event: Event) => setSearch((event.target as HTMLInputElement).value),
      }),
      h(
        "select",
        {
          id: "mark",
          "aria-label": "Show",
          value: mark,
          onChange: (event: Event) => setMark((event.target as HTMLSelectElement).value as Mark | ""),
        },
        h("option", { value: "" }, "all"),
        ...marks.map((each) => h("option", { value: each }, each)),
      ),
      h("button", { id: "clear", type: "button", onClick: clear, disabled: !active }, "Clear"),
      h("button", { id: "theme", type: "button", "aria-label": "Light or dark", onClick: turnTheme }, "◐"),
      h(
        "p",
        { id: "count", role: "status" },
        `${entryCount(shown)} of ${total}`,
        cell && ` · ${cell.who}, ${cell.what}`,
      ),
    ),
    h(
      "main",
      { id: "results", tabIndex: -1 },
      ...(active ? [] : shown.filter(isFirst).map(view)),
      h(MatrixView, {
        title: isAudit ? "What roles lack and have in excess" : "Who may do what",
        matrix,
        chosen: cell,
        choose: setCell,
      }),
      ...(active ? shown : shown.filter((section) => !isFirst(section))).map(view),
      active && shown.length === 0 && h("p", { class: "none" }, "Nothing here matches."),
    ),
  );
}

const BEFORE_MATRIX: ReadonlySet<SectionKind> = new Set(["reviewed", "findings", "unknown"]);

/** Whether it matters more than who may do what. */
function isFirst({ kind }: Section): boolean {
  return BEFORE_MATRIX.has(kind);
}

function marksOf(sections: readonly Section[]): readonly Mark[] {
  const marks = sections.flatMap(({ groups }) => groups.flatMap(({ entries }) => entries.map(({ mark }) => mark)));
  return [...new Set(marks)].filter((mark) => mark !== "");
}

/** `/` goes to the search, Escape clears. */
function onKeys(field: { readonly current: HTMLInputElement | null }, clear: () => void): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.key === "Escape") clear();
    if (event.key !== "/" || document.activeElement === field.current) return;
    event.preventDefault();
    field.current?.focus();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

function turnTheme(): void {
  const { dataset } = document.documentElement;
  const isDark = dataset.theme ? dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  dataset.theme = isDark ? "light" : "dark";
}
