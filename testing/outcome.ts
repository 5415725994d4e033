import type { Decision } from "../aws/policy/evaluate/decision";
import { explain, label } from "../aws/policy/evaluate/explain";
import { listOf } from "../aws/policy/evaluate/policy-document";
import { patternsOverlap } from "../aws/policy/pattern";
import { type AllowedGrant, type Granted, grantedTo, grantsOf, isWithin, reaches, type Whose } from "./granted";
import { describeRequest, type PermissionRequest } from "./permission-request";
import { Permissions } from "./permissions";
import type { Holder } from "./policy-world";

/** Whether what is asserted holds, and what to say where it doesn't, or where its opposite was asserted. */
export interface Outcome {
  readonly pass: boolean;
  readonly message: string;
}

/** Whether a request is allowed, and by what, or what comes nearest to allowing it. */
export function allows(source: unknown, request: PermissionRequest): Outcome {
  return asserted(source, (permissions) => {
    const { decision, because } = permissions.decide(request);
    const message = `${describeRequest(request)}: ${explain(because)}${where({ decision, because })}`;
    return { pass: decision === "allowed", message };
  });
}

/** The statement itself, so that nobody has to look for it. */
function where({ because }: Decision): string {
  const statements = because.kind === "allow" || because.kind === "deny" ? because.statements : [];
  const nearest = because.kind === "no allow" && because.nearest ? [because.nearest] : [];
  return [...statements, ...nearest]
    .map((reference) => `\n\n${label(reference)}\n${JSON.stringify(reference.statement, null, 2)}`)
    .join("");
}

/** Whether the roles of a stack are granted what is listed and nothing else; the conditions of grants are not asked for. */
export function allowsOnly(source: unknown, allowed: readonly AllowedGrant[], whose: Whose = {}): Outcome {
  return asserted(source, (permissions) => grantsOnly(permissions, allowed, whose));
}

function grantsOnly(permissions: Permissions, allowed: readonly AllowedGrant[], whose: Whose): Outcome {
  const granted = grantedTo(permissions, whose);
  const within = (grant: Granted, { role = whose.role, action, resource }: AllowedGrant) =>
    (role === undefined || permissions.roles(role).includes(grant.holder)) &&
    isWithin(
      grant,
      listOf(action),
      listOf(resource).map((one) => permissions.world.arns.get(one) ?? one),
    );
  const beyond = granted.filter((grant) => !allowed.some((entry) => within(grant, entry)));
  const idle = allowed.filter((entry) => !granted.some((grant) => within(grant, entry)));
  const problems = [
    ...beyond.map(({ by, action, resource }) => `${by} allows ${action} on ${resource}, which is not listed`),
    ...idle.map(
      ({ action, resource }) =>
        `nothing allows ${listOf(action).join(", ")} on ${listOf(resource).join(", ")}, which is listed`,
    ),
  ];
  return {
    pass: problems.length === 0,
    message: problems.length > 0 ? problems.join("\n") : "nothing is allowed but what is listed",
  };
}

/** Whether nothing is allowed on any resource of a pattern: to the roles of a stack, or by the resources' own policies. */
export function allowsNothingOn(source: unknown, pattern: string, whose: Whose = {}): Outcome {
  return asserted(source, (permissions) => grantsNothingOn(permissions, pattern, whose));
}

/** Keeps what was asked, so that it can be asked again of changed policies. */
function asserted(source: unknown, ask: (permissions: Permissions) => Outcome): Outcome {
  const permissions = Permissions.of(source);
  const outcome = ask(permissions);
  permissions.assertions.push((changed) => ask(changed).pass === outcome.pass);
  return outcome;
}

function grantsNothingOn(permissions: Permissions, pattern: string, whose: Whose): Outcome {
  const resource = permissions.world.arns.get(pattern) ?? pattern;
  const byResources =
    whose.role === undefined ? permissions.world.holders.flatMap((holder) => ofResource(holder, resource)) : [];
  const reaching = [...grantedTo(permissions, whose).filter((grant) => reaches(grant, resource)), ...byResources];
  return {
    pass: reaching.length === 0,
    message:
      reaching.length === 0
        ? `nothing is allowed on ${pattern}`
        : reaching.map(({ by, action, resource: on }) => `${by} allows ${action} on ${on}`).join("\n"),
  };
}

function ofResource(holder: Holder, pattern: string): readonly Granted[] {
  return holder.arn === undefined || !patternsOverlap(holder.arn, pattern) ? [] : grantsOf(holder, "resource");
}
