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
  return stackIn(text, file);
}

function stackIn(text: string, file: string): StackJson {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ScriptError(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new ScriptError(`${file} is no Terraform JSON: it holds no object`);
  }
  return json;
}

/** Terraform's JSON may have lists of blocks where an object would do. */
function merged<T>(blocks: unknown): Readonly<Record<string, T>> {
  return Object.assign({}, ...[blocks ?? {}].flat().filter((block) => typeof block === "object"));
}

/** The resources of a type, by their names. */
export function resourcesOf(
  stack: StackJson,
  type: string,
): readonly (readonly [name: string, attributes: Attributes])[] {
  const byName = merged<Attributes>(merged<unknown>(stack.resource)[type]);
  return Object.entries(byName).map(([name, attributes]) => [name, merged<unknown>(attributes)]);
}

/** A document inside a string, as Terraform hands it on; undefined where an expression is still in it. */
export function documentOf(template: unknown): Attributes | undefined {
  if (typeof template !== "string") return undefined;
  try {
    const document = JSON.parse(template.replace(/\$\$\{/g, () => "${").replace(/%%\{/g, "%{"));
    return typeof document === "object" && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}
