import type { Report } from "../report";
import { attributeTexts, byActionAndType } from "../sections";
import { facts, type Group, type Section } from "./document";

/** Every other resource, by what happens to it and its type. */
export function resourceSection({ resources }: Report): Section {
  const groups = [...byActionAndType(resources)].map(
    ([title, lines]): Group => ({
      title: `${title} (${lines.length})`,
      entries: lines.map((line) => ({
        mark: "",
        heading: line.where,
        facts: facts(["changes", attributeTexts(line), "code"], ["replaced", line.replacedFor, "code"]),
      })),
    }),
  );
  return { kind: "resources", title: "Other resources", count: resources.length, isOpen: false, groups };
}
