import { readFileSync } from "node:fs";
import { stackFile } from "../offline-plan";
import { ScriptError } from "../script-error";

// biome-ignore lint/suspicious/noExplicitAny: a resource's attributes are what its provider's schema says.
export type Attributes = Readonly<Record<string, any>>;

/** A stack's Terraform JSON, ours or any other. */
export interface StackJson {
  readonly "//"?: { readonly metadata?: { readonly stackName?: string } };
  readonly provider?: { readonly aws?: readonly Attributes[] | Attributes };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

/** Reads the JSON of an environment that was synthesized, or of a file. */
export function readStack(environmentOrFile: string): StackJson {
  const file = environmentOrFile.endsWith(".json") ? environmentOrFile : stackFile(environmentOrFile);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new ScriptError(`${file} cannot be read: run 'npm run synth' first, or name a file of Terraform JSON`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScriptError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** The resources of a type, by their names. */
export function resourcesOf(
  stack: StackJson,
  type: string,
): readonly (readonly [name: string, attributes: Attributes])[] {
  return Object.entries(stack.resource?.[type] ?? {});
}

/** A document inside a string, as Terraform hands it on; undefined where an expression is still in it. */
export function documentOf(template: unknown): Attributes | undefined {
  if (typeof template !== "string") return undefined;
  try {
    return JSON.parse(template.replace(/\$\$\{/g, () => "${").replace(/%%\{/g, "%{"));
  } catch {
    return undefined;
  }
}
