import { merged } from "../../review/plan/synthesized-stack";

// biome-ignore lint/suspicious/noExplicitAny: a resource's attributes are what its provider's schema says.
export type Attributes = Readonly<Record<string, any>>;

/** A stack's Terraform JSON, ours or any other. */
export interface StackJson {
  readonly "//"?: { readonly metadata?: { readonly stackName?: string } };
  readonly provider?: { readonly aws?: readonly Attributes[] | Attributes };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

/** The resources of a type, by their names. */
export function resourcesOf(
  stack: StackJson,
  type: string,
): readonly (readonly [name: string, attributes: Attributes])[] {
  return Object.entries(merged(merged(stack.resource)[type])).map(([name, attributes]) => [name, merged(attributes)]);
}

/** The addresses of a stack's resources. */
export function addressesOf(stack: StackJson): readonly string[] {
  return Object.keys(stack.resource ?? {}).flatMap((type) =>
    resourcesOf(stack, type).map(([name]) => addressOf(type, name)),
  );
}

/** A resource's address; what is in a module goes by its whole address already. */
export function addressOf(type: string, name: string): string {
  return name.includes(".") ? name : `${type}.${name}`;
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
