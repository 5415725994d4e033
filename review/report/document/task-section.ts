import type { Report, TaskChange } from "../report";
import { hiddenContainersSentence, taskLineText, taskTitle } from "../sections";
import { type Entry, facts, type Group, type Section } from "./document";
import type { FindingIndex } from "./finding-index";

/** The task definitions that change, line by line. */
export function taskSection({ tasks }: Report, index: FindingIndex): Section {
  const groups = tasks.map((task): Group => ({ title: taskTitle(task), entries: entries(task, index) }));
  return { kind: "tasks", title: "Tasks", count: tasks.length, isOpen: false, groups };
}

function entries(task: TaskChange, index: FindingIndex): readonly Entry[] {
  const { where, lines, noise, unknownBecause } = task;
  const hidden: Entry[] =
    unknownBecause === undefined
      ? []
      : [
          {
            mark: "unknown",
            heading: "the containers are not known before it is applied",
            facts: [
              ...facts(["waiting", unknownBecause, "code"]),
              ...index.facts({
                id: "containers-not-reviewable",
                where,
                what: hiddenContainersSentence(unknownBecause),
              }),
            ],
          },
        ];
  const inForm: Entry[] = noise > 0 ? [{ mark: "", heading: `${noise} more in form only`, facts: [] }] : [];
  return [
    ...lines.map((line): Entry => ({ mark: line.change, heading: taskLineText(line), facts: [] })),
    ...hidden,
    ...inForm,
  ];
}
