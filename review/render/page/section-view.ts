import { type ComponentChild, type ComponentChildren, h } from "preact";
import { useState } from "preact/hooks";
import { codeSpans } from "../../report/document/code-spans";
import type { Entry, Fact, Group, Section } from "../../report/document/document";
import { plainText } from "../plain-text";

const ROWS = 30;
const MORE_ROWS = 300;

/** A section: its head, which stays, and its first rows; the others at a press. */
export function SectionView({ section }: { readonly section: Section }): ComponentChild {
  const [rows, setRows] = useState(ROWS);
  const total = section.groups.reduce((sum, { entries }) => sum + entries.length, 0);
  let room = rows;
  const groups: Group[] = [];
  for (const group of section.groups) {
    if (room <= 0) break;
    groups.push({ ...group, entries: group.entries.slice(0, room) });
    room -= Math.max(group.entries.length, 1);
  }
  return h(
    "section",
    null,
    h("h2", null, `${section.title} `, h("span", { class: "quiet" }, total)),
    ...groups.map((group) => h(GroupView, { group, key: group.title })),
    total > rows &&
      h(
        "button",
        { type: "button", class: "rest", onClick: () => setRows(rows + MORE_ROWS) },
        `Show ${Math.min(MORE_ROWS, total - rows)} more of ${total - rows}`,
      ),
  );
}

function GroupView({ group: { title, facts = [], entries } }: { readonly group: Group }): ComponentChild {
  return h(
    "div",
    { class: "group" },
    title !== undefined && h("h3", null, plainText(title)),
    facts.length > 0 && h(FactList, { facts }),
    ...entries.map((entry) => h(EntryView, { entry })),
  );
}

/** One row; its whole story opens below it. */
function EntryView({ entry: { mark, heading, facts } }: { readonly entry: Entry }): ComponentChild {
  const brief = facts.filter(({ label }) => BRIEF.has(label)).slice(0, 2);
  const line = [
    mark !== "" && h("span", { class: `badge ${mark.replace(" ", "-")}` }, mark),
    h("span", { class: "heading" }, ...sentence(heading)),
    ...brief.map(({ label, items }) =>
      h("span", { class: "brief" }, label === "on" && "on ", ...codes(items.slice(0, 1), items.length - 1)),
    ),
  ];
  if (facts.length === 0) return h("div", { class: "row" }, h("p", { class: "line" }, ...line));
  return h("details", { class: "row" }, h("summary", { class: "line" }, ...line), h(FactList, { facts }));
}

/** What a row says before it is opened: what may be done, or where it is. */
const BRIEF = new Set(["may", "must not", "on", "policy", "needs", "changes"]);

function FactList({ facts }: { readonly facts: readonly Fact[] }): ComponentChild {
  return h(
    "dl",
    null,
    ...facts.flatMap(({ label, items, form }) => [h("dt", null, label), h("dd", null, ...factBody(items, form))]),
  );
}

function factBody(items: readonly string[], form: Fact["form"]): readonly ComponentChildren[] {
  if (form === "accept") return [h("code", { class: "accept" }, plainText(`{${items.join(", ")}}`))];
  return items.map((item) => h("div", null, ...(form === "code" ? codes([item], 0) : sentence(item))));
}

function codes(items: readonly string[], rest: number): readonly ComponentChildren[] {
  return [
    ...items.flatMap((item, index) => [index > 0 ? " " : "", h("code", null, plainText(item))]),
    rest > 0 ? ` and ${rest} more` : "",
  ];
}

function sentence(text: string): readonly ComponentChildren[] {
  return codeSpans(text).map((span) => (span.isCode ? h("code", null, plainText(span.text)) : plainText(span.text)));
}
