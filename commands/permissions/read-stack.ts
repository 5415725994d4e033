import { readFileSync } from "node:fs";
import { CommandError } from "../command-error";
import { stackFile } from "../offline-plan";
import { isShown, plannedStack } from "./planned-stack";
import type { StackJson } from "./stack-json";

/** How help tells of an argument that {@link readStack} reads. */
export const STACK_ARGUMENT =
  "the name of a synthesized stack, a file of Terraform JSON, or what 'terraform show -json' printed of a plan or a state";

/** Reads the JSON of a stack that was synthesized, of a file, or of a plan or a state. */
export function readStack(nameOrFile: string): StackJson {
  const file = nameOrFile.endsWith(".json") ? nameOrFile : stackFile(nameOrFile);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new CommandError(
      `${file} cannot be read: synthesize first, with cdktf synth, or name a file of Terraform JSON`,
    );
  }
  return stackIn(text, file);
}

function stackIn(text: string, file: string): StackJson {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new CommandError(`${file} is no Terraform JSON: it holds no object`);
  }
  return isShown(json) ? plannedStack(json) : json;
}
