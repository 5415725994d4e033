type Attributes = Readonly<Record<string, unknown>>;

interface StackJson {
  readonly provider: { readonly aws: readonly Attributes[] };
  readonly terraform: { readonly backend: Readonly<Record<string, Attributes>> };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output: Readonly<Record<string, Attributes>>;
}

/** Attributes whose value is a map: their keys are the user's, not the schema's. */
const MAPS = ["tags", "dimensions"];

/**
 * A program that writes the same stacks with the provider's bindings alone, resource by resource, as one writes it without
 * constructs of one's own.
 *
 * @param imports from the provider's index, as in the documentation of most projects, or each binding by its own path
 */
export function plainStacks(stacks: Readonly<Record<string, StackJson>>, imports: "index" | "deep"): string {
  const types = [...new Set(Object.values(stacks).flatMap(({ resource }) => Object.keys(resource)))];
  const classOf = (type: string) => {
    const camel = camelCase(type.replace(/^aws_/, ""));
    const name = camel.charAt(0).toUpperCase() + camel.slice(1);
    return { name, used: imports === "index" ? `${camel}.${name}` : name, namespace: camel };
  };
  const provider = imports === "index" ? "provider.AwsProvider" : "AwsProvider";
  const lines = [
    'import { App, LocalBackend, S3Backend, TerraformOutput, TerraformStack } from "cdktf";',
    ...(imports === "index"
      ? [`import { provider, ${types.map((type) => classOf(type).namespace).join(", ")} } from "@cdktf/provider-aws";`]
      : [
          'import { AwsProvider } from "@cdktf/provider-aws/lib/provider";',
          ...types.map((type) => `import { ${classOf(type).name} } from "@cdktf/provider-aws/lib/${kebab(type)}";`),
        ]),
    "const app = new App();",
  ];
  for (const [stack, json] of Object.entries(stacks)) {
    const [backend = "local", settings = {}] = Object.entries(json.terraform.backend)[0] ?? [];
    lines.push(`class ${stack}Stack extends TerraformStack {`, "  constructor() {", `    super(app, "${stack}");`);
    lines.push(`    new ${provider}(this, "aws", ${props(json.provider.aws[0] ?? {})});`);
    lines.push(`    new ${backend === "s3" ? "S3Backend" : "LocalBackend"}(this, ${backendProps(settings)});`);
    const ids = new Set<string>();
    for (const [type, name, attributes] of inOrder(json.resource)) {
      const taken = ids.has(name);
      const id = taken ? `${name}_${kebab(type)}` : name;
      ids.add(id);
      lines.push(`    const ${type}_${name} = new ${classOf(type).used}(this, "${id}", ${props(attributes)});`);
      lines.push(taken ? `    ${type}_${name}.overrideLogicalId("${name}");` : `    void ${type}_${name};`);
    }
    for (const [name, attributes] of Object.entries(json.output ?? {}))
      lines.push(`    new TerraformOutput(this, "${name}", ${props(attributes)});`);
    lines.push("  }", "}", `new ${stack}Stack();`);
  }
  return [...lines, "app.synth();", ""].join("\n");
}

/** Every resource after those it depends on, as a program has to name them. */
function inOrder(resources: StackJson["resource"]): readonly (readonly [string, string, Attributes])[] {
  const all = Object.entries(resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, attributes]) => [type, name, attributes] as const),
  );
  const ordered: (readonly [string, string, Attributes])[] = [];
  const visit = (entry: readonly [string, string, Attributes]): void => {
    if (ordered.includes(entry)) return;
    const [, , { depends_on = [] }] = entry;
    for (const other of all.filter(([type, name]) => (depends_on as string[]).includes(`${type}.${name}`)))
      visit(other);
    ordered.push(entry);
  };
  for (const entry of all) visit(entry);
  return ordered;
}

function props(attributes: Attributes): string {
  const members = Object.entries(attributes)
    .filter(([name]) => name !== "//")
    .map(([name, value]) => `${camelCase(name)}: ${literal(name, value)}`);
  return `{ ${members.join(", ")} }`;
}

function literal(name: string, value: unknown): string {
  if (name === "depends_on") return `[${(value as string[]).map((address) => address.replace(".", "_")).join(", ")}]`;
  if (MAPS.includes(name)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => literal("", each)).join(", ")}]`;
  return typeof value === "object" && value !== null ? props(value as Attributes) : JSON.stringify(value);
}

/** What the binding of the backend has no name for is left out. */
function backendProps({ use_lockfile: _, ...settings }: Attributes): string {
  return props(settings);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function kebab(type: string): string {
  return type.replace(/^aws_/, "").replace(/_/g, "-");
}
