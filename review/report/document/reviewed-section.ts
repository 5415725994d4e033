import type { Report } from "../report";
import type { Entry, Section } from "./document";

/** Whether the plan is within what was reviewed before. */
export function reviewedSection({ reviewed }: Report): Section {
  const head = { kind: "reviewed", title: "Held against what was reviewed", isOpen: true } as const;
  if (reviewed === undefined) return { ...head, count: 0, groups: [] };
  const { isWithin, beyond, differs } = reviewed;
  const outcome: Entry = isWithin
    ? { mark: "within", heading: "what was reviewed", facts: [] }
    : { mark: "beyond", heading: "what was reviewed", facts: [] };
  const entries: readonly Entry[] = [
    outcome,
    ...beyond.map((heading): Entry => ({ mark: "more", heading, facts: [] })),
    ...differs.map((heading): Entry => ({ mark: "changed", heading, facts: [] })),
  ];
  return { ...head, count: beyond.length + differs.length, groups: [{ entries }] };
}
