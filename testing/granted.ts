import { knownActions, takesResource } from "../aws/actions/known-action";
import { label } from "../aws/policy/evaluate/explain";
import { listOf, type PolicyStatement } from "../aws/policy/evaluate/policy-document";
import { patternCovers, patternsOverlap } from "../aws/policy/pattern";
import { ARNS } from "../aws/policy/region";
import type { Permissions } from "./permissions";
import type { Holder } from "./policy-world";
import { TestingError } from "./testing-error";

/** One action pattern on one resource pattern, that a statement allows. */
export interface Granted {
  readonly holder: Holder;
  /** `task role policy: SQSSend`, as reasons name it. */
  readonly by: string;
  readonly action: string;
  readonly resource: string;
  readonly statement: PolicyStatement;
}

/** What someone may be allowed beside nothing. */
export interface AllowedGrant {
  /** `task`, `execution`, or a role by its name, address or ARN. @default - any role of the stack */
  readonly role?: string;
  /** One action or many; `*` and `?` are wildcards. */
  readonly action: string | readonly string[];
  /** One ARN, address or many; `*` and `?` are wildcards. */
  readonly resource: string | readonly string[];
}

/** Whose grants are asked for. */
export interface Whose {
  /** @default - every role of the stack */
  readonly role?: string;
}

/** Everything that the roles of a stack are granted by their own policies. Grants that are not known are an error. */
export function grantedTo(permissions: Permissions, { role }: Whose): readonly Granted[] {
  const roles = permissions.roles(role);
  if (role !== undefined && roles.length === 0) throw new TestingError(`there is no role '${role}'`);
  const unknown = roles.flatMap((one) => one.unknown.filter(({ place }) => place === "identity"));
  if (unknown.length > 0)
    throw new TestingError(`what is granted is not wholly known: ${unknown.map(({ why }) => why).join("; ")}`);
  return roles.flatMap((holder) => grantsOf(holder, "identity"));
}

/** What a holder's policies of a place allow. `NotAction` and `NotResource` count as everything. */
export function grantsOf(holder: Holder, place: "identity" | "resource"): readonly Granted[] {
  return holder.policies
    .filter((policy) => policy.place === place)
    .flatMap(({ name, document }) =>
      listOf(document.Statement).flatMap((statement, index) => {
        if (statement.Effect !== "Allow") return [];
        const by = label({ policy: name, sid: statement.Sid || `Statement[${index}]`, statement });
        const actions = statement.NotAction === undefined ? listOf(statement.Action) : ["*"];
        const resources = statement.NotResource === undefined ? listOf(statement.Resource) : ["*"];
        return actions.flatMap((action) =>
          (resources.length === 0 ? ["*"] : resources).map((resource) => ({ holder, by, action, resource, statement })),
        );
      }),
    );
}

/** Whether a grant lies within what is allowed. */
export function isWithin(
  { action, resource }: Granted,
  actions: readonly string[],
  resources: readonly string[],
): boolean {
  return (
    actions.some((allowed) => patternCovers(allowed.toLowerCase(), action.toLowerCase())) &&
    resources.some((allowed) => ARNS.covers(allowed, resource))
  );
}

/**
 * Whether a grant reaches resources of a pattern: it does where the patterns overlap and one of its actions takes such a
 * resource. `ecr:GetAuthorizationToken` on `*` has nothing to do with buckets.
 */
export function reaches({ action, resource }: Granted, pattern: string): boolean {
  if (!patternsOverlap(resource, pattern)) return false;
  const known = action === "*" ? serviceActions(pattern) : knownActions(action);
  return known.length === 0 || known.some((one) => takesResource(one, pattern));
}

function serviceActions(pattern: string): ReturnType<typeof knownActions> {
  return knownActions(`${pattern.split(":")[2]}:*`);
}
