import type { IConstruct } from "constructs";

/** Every problem of an app at once, each with the path of the construct it is in. */
export class ValidationError extends Error {
  /** One line each: the construct's path, what is wrong, the value, what is allowed and what to do. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `${problems.length} ${problems.length === 1 ? "problem" : "problems"}, nothing was written:\n  ${problems.join("\n  ")}`,
    );
    this.name = "ValidationError";
    this.problems = problems;
  }
}

/** Adds what a construct finds wrong with its own input; asked once everything is constructed. */
export function addProblems(construct: IConstruct, find: () => readonly string[]): void {
  construct.node.addValidation({ validate: () => [...find()] });
}

/** Every problem at or below a construct. */
export function findProblems(root: IConstruct): readonly string[] {
  return root.node
    .findAll()
    .flatMap((construct) => construct.node.validate().map((problem) => `${readablePath(construct)}: ${problem}`));
}

/** A construct's path without the ids that only group (`Default`, as everywhere in the CDKs). */
export function readablePath(construct: IConstruct): string {
  const ids = construct.node.path.split("/").filter((id) => id !== "Default");
  return ids.join("/") || "app";
}
