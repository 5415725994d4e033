import { TerraformStack } from "cdktf";
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

type Find = () => readonly string[];

/** What was added here, by construct: the framework keeps every validation in one list. */
const added = new WeakMap<IConstruct, readonly Find[]>();

/** Adds what a construct finds wrong with its own input; asked once everything is constructed. */
export function addProblems(construct: IConstruct, find: Find): void {
  added.set(construct, [...(added.get(construct) ?? []), find]);
  construct.node.addValidation({ validate: () => [...find()] });
}

/** What the constructs of this package find wrong at or below a construct, whatever the framework would say. */
export function findAddedProblems(root: IConstruct): readonly string[] {
  return collect(root, (construct) => (added.get(construct) ?? []).flatMap((find) => find()));
}

/** Every problem at or below a construct, the framework's and the user's own validations included. */
export function findProblems(root: IConstruct): readonly string[] {
  return collect(root, (construct) => construct.node.validate());
}

/** One line a problem; one that several stacks have is one line, which names them. */
function collect(root: IConstruct, find: (construct: IConstruct) => readonly string[]): readonly string[] {
  const byText = new Map<string, Found[]>();
  for (const construct of root.node.findAll()) {
    for (const problem of find(construct)) {
      const found = foundIn(construct, problem);
      const text = `${found.path}: ${found.problem}`;
      byText.set(text, [...(byText.get(text) ?? []), found]);
    }
  }
  return [...byText.values()].map(told);
}

/** A problem, with what its words say of the stack it is in taken out. */
interface Found {
  readonly stack: string;
  readonly path: string;
  readonly problem: string;
  readonly whole: string;
}

function foundIn(construct: IConstruct, problem: string): Found {
  const whole = `${readablePath(construct)}: ${problem}`;
  const stack = construct.node.scopes.find(TerraformStack.isStack)?.node.path;
  if (stack === undefined || stack === "") return { stack: "", path: readablePath(construct), problem, whole };
  const path = readablePath(construct).slice(stack.length + 1);
  return { stack, path, problem: problem.replaceAll(`${stack}/`, ""), whole };
}

function told(found: readonly Found[]): string {
  const [first] = found;
  const stacks = [...new Set(found.map(({ stack }) => stack))];
  if (first === undefined || stacks.length < 2) return first?.whole ?? "";
  const names = `${stacks.slice(0, -1).join(", ")} and ${stacks.at(-1)}`;
  return `${first.path === "" ? names : `${first.path} in ${names}`}: ${first.problem}`;
}

/** A construct's path without the ids that only group (`Default`, as everywhere in the CDKs). */
export function readablePath(construct: IConstruct): string {
  const ids = construct.node.path.split("/").filter((id) => id !== "Default");
  return ids.join("/") || "app";
}
