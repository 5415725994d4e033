import { GUARDDUTY_REPOSITORY } from "../../aws/ecs/guardduty-agent";
import type { Need } from "../../aws/ecs/needs/need";
import type { NamedPolicy } from "../../aws/policy/evaluate/decision";
import { listOf, type PolicyStatement } from "../../aws/policy/evaluate/policy-document";
import type { Grant } from "../../aws/policy/grant";
import { parsePolicy } from "../../aws/policy/parse-policy";
import { patternCovers, patternsOverlap } from "../../aws/policy/pattern";
import type { ExcessGrant, RoleKind } from "../report/audit";
import { judge, sample } from "./judge-need";
import type { RolePolicies } from "./role-policies";

/** What an Allow statement of a policy grants, one action and resource pattern each. */
interface StatementGrants {
  readonly label: string;
  readonly grants: readonly Grant[];
  /** An action as AWS writes it, or as the statement does where AWS has none of that name. */
  readonly spelling: Spelling;
}

/**
 * What goes with pulling: older clients ask the first, and a repository that is a pull-through cache, which no task
 * definition tells, is filled by the second.
 */
const WITH_ANY_PULL = ["ecr:batchchecklayeravailability", "ecr:batchimportupstreamimage"];
/** What a cache does besides, where it is granted on the repository that is pulled from. */
const WITH_THAT_PULL = ["ecr:createrepository", "ecr:tagresource"];

/**
 * What an execution role is allowed and none of the needs asks for. A grant that some need does ask for is left, however
 * wide it is; so is what a boundary or a Deny takes away, and `kms:Decrypt` where the keys are not known.
 */
export function excessGrants(
  role: RolePolicies,
  {
    needs,
    keysKnown,
    spelling,
  }: { readonly needs: readonly Need[]; readonly keysKnown: boolean; readonly spelling: Spelling },
): ExcessGrant[] {
  return role.identity
    .flatMap((each) => statementGrants(each, spelling))
    .flatMap(({ label, grants, spelling: spelled }) =>
      gathered(
        "execution",
        label,
        grants.filter(
          (grant) =>
            (keysKnown || grant.action.include !== "kms:decrypt") &&
            !isNeeded(grant, needs) &&
            !isOfGuardDuty(grant) &&
            isInForce(grant, role),
        ),
        spelled,
      ),
    );
}

/** Gives an action, in lower case, as AWS writes it. */
export type Spelling = (action: string) => string;

/** What a task role is allowed that only an execution role needs: to pull the task's images and to write its streams. */
export function launchGrants(role: RolePolicies, needs: readonly Need[], spelling: Spelling): ExcessGrant[] {
  const launch = needs.filter(
    ({ role: kind, actions }) => kind === "execution" && actions.every((action) => /^(ecr|logs):/.test(action)),
  );
  const own = needs.filter(({ role: kind }) => kind === "task");
  return role.identity
    .flatMap((each) => statementGrants(each, spelling))
    .flatMap(({ label, grants, spelling: spelled }) =>
      gathered(
        "task",
        label,
        grants.filter(
          (grant) => names(grant) && isNeeded(grant, launch) && !isNeeded(grant, own) && isInForce(grant, role),
        ),
        spelled,
      ),
    );
}

/** A wildcard over whole services says nothing of what it is meant for. */
function names({ action }: Grant): boolean {
  return /^(ecr|logs):/.test(action.include);
}

/** The statements of a policy that allow, each on its own, so that its grants can be told from the others'. */
function statementGrants({ name, document }: NamedPolicy, spelling: Spelling): readonly StatementGrants[] {
  return listOf(document.Statement).flatMap((statement: PolicyStatement, index) => {
    if (statement.Effect !== "Allow") return [];
    const parsed = parsePolicy(JSON.stringify({ ...document, Statement: [statement] }));
    if (!("grants" in parsed)) return [];
    const written = new Map(listOf(statement.Action ?? statement.NotAction).map((text) => [text.toLowerCase(), text]));
    const spelled: Spelling = (action) => {
      const known = spelling(action);
      return known === action ? (written.get(action) ?? action) : known;
    };
    return [{ label: `${name}: ${statement.Sid || `Statement[${index}]`}`, grants: parsed.grants, spelling: spelled }];
  });
}

function isNeeded(grant: Grant, needs: readonly Need[]): boolean {
  return needs.some(
    ({ actions, resources }) =>
      [...actions, ...goingWith(actions, grant)].some((action) => covers(grant.action, action.toLowerCase())) &&
      resources.some((resource) => concerns(grant, resource)),
  );
}

function goingWith(actions: readonly string[], { resource }: Grant): readonly string[] {
  if (!actions.includes("ecr:BatchGetImage")) return [];
  return resource.include === "*" ? WITH_ANY_PULL : [...WITH_ANY_PULL, ...WITH_THAT_PULL];
}

function covers({ include, exclude }: Grant["action"], action: string): boolean {
  return patternCovers(include, action) && !exclude.some((hole) => patternCovers(hole, action));
}

/** Whether GuardDuty adds its agent to a task is the account's setting: pulling it is never in excess. */
function isOfGuardDuty({ action, resource }: Grant): boolean {
  return action.include.startsWith("ecr:") && resource.include.endsWith(`:repository/${GUARDDUTY_REPOSITORY}`);
}

function concerns({ resource: { include, exclude } }: Grant, resource: string): boolean {
  // What takes no resource is allowed on everything or not at all.
  if (resource === "*") return include === "*";
  return patternsOverlap(include, resource) && !exclude.some((hole) => patternCovers(hole, resource));
}

/** Whether a request that the grant allows gets through everything else that decides over the role. */
function isInForce({ action, resource }: Grant, role: RolePolicies): boolean {
  const asked = { action: actionOf(action.include), resource: resourceOf(resource.include), context: {} };
  return judge(asked, role).kind !== "denied";
}

function actionOf(pattern: string): string {
  return pattern === "*" ? "s3:GetObject" : sample(pattern);
}

function resourceOf(pattern: string): string {
  return pattern === "*" || pattern.split(":").length < 6 ? "*" : sample(pattern);
}

/** One line for all actions of a statement on one resource. */
function gathered(role: RoleKind, allowedBy: string, grants: readonly Grant[], spelling: Spelling): ExcessGrant[] {
  const byResource = new Map<string, Set<string>>();
  for (const { action, resource } of grants) {
    const key =
      resource.exclude.length > 0 ? `${resource.include} but ${resource.exclude.join(", ")}` : resource.include;
    const except = action.exclude.length > 0 ? ` but ${action.exclude.map(spelling).join(", ")}` : "";
    byResource.set(key, (byResource.get(key) ?? new Set()).add(`${spelling(action.include)}${except}`));
  }
  return [...byResource].map(([resource, actions]) => ({ role, actions: [...actions].sort(), resource, allowedBy }));
}
