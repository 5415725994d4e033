import type { Report } from "../report";
import type { Entry, Section } from "./document";

/** Whether the plan is within what was reviewed before. */
export function reviewedSection({ reviewed }: Report): Section {
  const title = "Held against what was reviewed";
  if (reviewed === undefined) return { title, count: 0, isOpen: true, groups: [] };
  const { isWithin, beyond, differs } = reviewed;
  const outcome: Entry = isWithin
    ? { mark: "within", heading: "what was reviewed", facts: [] }
    : { mark: "beyond", heading: "what was reviewed", facts: [] };
  const entries: readonly Entry[] = [
    outcome,
    ...beyond.map((heading): Entry => ({ mark: "more", heading, facts: [] })),
    ...differs.map((heading): Entry => ({ mark: "changed", heading, facts: [] })),
  ];
  return { title, count: beyond.length + differs.length, isOpen: true, groups: [{ entries }] };
}
