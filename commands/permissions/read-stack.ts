import { readJson } from "../../review/plan/read-plan";
import { CommandError } from "../command-error";
import { SOURCE_ARGUMENT, sourceInput } from "../plan-input";
import { isShown, plannedStack } from "./planned-stack";
import type { StackJson } from "./stack-json";

/** How help tells of an argument that {@link readStack} reads. */
export const STACK_ARGUMENT = SOURCE_ARGUMENT;

/** Reads the JSON of a stack that was synthesized, of a file, or of a plan or a state. */
export function readStack(nameOrFile: string): StackJson {
  const { content, name } = sourceInput(nameOrFile, { online: false });
  const json = readJson(content, name);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new CommandError(`${name} is no Terraform JSON: it holds no object`);
  }
  return isShown(json) ? plannedStack(json) : json;
}
