import { Testing } from "cdktf";
import { type Environment, EnvironmentStack } from "../constructs";

/** A stack's Terraform JSON with the JSON inside its strings parsed. */
export interface StackJson {
  readonly terraform: {
    readonly backend: object;
    readonly required_providers: object;
    readonly required_version: string;
  };
  readonly provider: { readonly aws: readonly Record<string, unknown>[] };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly output?: Readonly<Record<string, { readonly value: string }>>;
}

// biome-ignore lint/suspicious/noExplicitAny: a resource's attributes are what the provider's schema says.
export type Resource = Readonly<Record<string, any>>;

export const DEV: Environment = {
  name: "dev",
  account: "000000000000",
  region: "eu-west-1",
  owner: "my-team",
  backend: { type: "local" },
};

/** What a stack with these constructs synthesizes to. Throws its problems, as synthesis would. */
export function synthesized(
  build: (stack: EnvironmentStack) => void,
  environment: Partial<Environment> = {},
): StackJson {
  const stack = new EnvironmentStack(Testing.app(), {
    service: "my-service",
    environment: { ...DEV, ...environment },
  });
  build(stack);
  return jsonOf(stack);
}

export function jsonOf(stack: EnvironmentStack): StackJson {
  stack.prepareStack();
  return withParsedDocuments(JSON.parse(JSON.stringify(stack.toTerraform())));
}

/** What is wrong with a stack of these constructs. */
export function problemsOf(
  build: (stack: EnvironmentStack) => void,
  environment: Partial<Environment> = {},
): readonly string[] {
  try {
    synthesized(build, environment);
  } catch (error) {
    const { problems } = error as { problems?: readonly string[] };
    if (!problems) throw error;
    return problems;
  }
  return [];
}

/** The addresses of a stack's resources, `aws_iam_role.task_role` for example. */
export function addressesOf({ resource }: StackJson): readonly string[] {
  return Object.entries(resource)
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();
}

/** A resource by its address. */
export function resourceAt({ resource }: StackJson, address: string): Resource {
  const [type = "", name = ""] = address.split(".");
  const found = resource[type]?.[name];
  if (!found) throw new Error(`no ${address} among ${addressesOf({ resource } as StackJson).join(", ")}`);
  return found;
}

/** The statements of a role's policy, by Sid. */
export function statementsOf(
  json: StackJson,
  role: "execution_role" | "task_role",
): Readonly<Record<string, Resource>> {
  const policy = json.resource.aws_iam_role_policy?.[`${role}_policy`]?.policy;
  const statements: readonly Resource[] = policy?.Statement ?? [];
  return Object.fromEntries(statements.map(({ Sid, ...statement }) => [Sid, statement]));
}

const DOCUMENTS = new Set([
  "policy",
  "assume_role_policy",
  "container_definitions",
  "redrive_policy",
  "redrive_allow_policy",
]);

function withParsedDocuments<T>(json: T): T {
  return JSON.parse(JSON.stringify(json), (key, value) =>
    DOCUMENTS.has(key) && typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(unescaped(value)) : value,
  );
}

/** What Terraform makes of a template without expressions. */
function unescaped(template: string): string {
  return template.replace(/\$\$\{/g, () => "${").replace(/%%\{/g, "%{");
}
