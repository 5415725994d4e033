// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of AWS's forms of ARNs
import { knownActions, resourceForms, takesResource } from "../../aws/actions/known-action";
import { listOf, type PolicyStatement } from "../../aws/policy/evaluate/policy-document";
import type { PermissionRequest } from "../permission-request";
import type { Permissions } from "../permissions";
import type { Holder } from "../policy-world";

/** A request of a role's that a test may assert. */
export type Candidate = PermissionRequest & { readonly role: string };

const MAX_CANDIDATES = 400;

/** The first request that a statement is about and that a question is answered yes of. */
export function requestFor(
  permissions: Permissions,
  { address }: Holder,
  statement: PolicyStatement,
  isWanted: (candidate: Candidate) => boolean,
): Candidate | undefined {
  const role =
    (["task", "execution"] as const).find((word) => permissions.roles(word)[0]?.address === address) ?? address;
  const conditions = contexts(statement);
  let tried = 0;
  for (const pattern of listOf(statement.Action)) {
    for (const known of knownActions(pattern)) {
      const action = `${known.service}:${known.action.name}`;
      for (const resource of resourcesOf(known, statement)) {
        for (const context of conditions) {
          const candidate = { role, action, resource, ...(Object.keys(context).length > 0 && { context }) };
          tried += 1;
          if (tried > MAX_CANDIDATES) return undefined;
          if (isWanted(candidate)) return candidate;
        }
      }
    }
  }
  return undefined;
}

/** Resources that a statement's patterns may stand for, each wildcard once by a name and once by nothing more. */
function resourcesOf(known: ReturnType<typeof knownActions>[number], { Resource }: PolicyStatement): readonly string[] {
  const forms = resourceForms(known);
  if (forms.length === 0) return ["*"];
  const examples = listOf(Resource).flatMap((pattern) => (pattern === "*" ? forms.map(exampleOf) : [pattern]));
  return examples
    .map((pattern) => pattern.replaceAll("*", (_, at: number) => filling(pattern, at)).replaceAll("?", "x"))
    .filter((resource) => takesResource(known, resource));
}

/** `arn:${Partition}:sqs:${Region}:…` with something for each placeholder. */
function exampleOf(form: string): string {
  return form
    .replace("${Partition}", "aws")
    .replace("${Region}", "*")
    .replace("${Account}", "*")
    .replace(/\$\{[^}]+\}/g, "other");
}

/** What a wildcard may stand for: another region, another account, another name. */
function filling(pattern: string, at: number): string {
  const part = pattern.slice(0, at).split(":").length - 1;
  if (part === 3) return "us-west-2";
  if (part === 4) return "999999999999";
  return "other";
}

/** Contexts that meet a statement's conditions, and one that states nothing. */
function contexts({ Condition = {} }: PolicyStatement): readonly Readonly<Record<string, string>>[] {
  const met = Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).map(([key, values]) => [key, String(listOf(values)[0]).replaceAll("*", "other")]),
  );
  return met.length === 0 ? [{}] : [Object.fromEntries(met), {}];
}
