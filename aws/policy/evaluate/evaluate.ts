import { parseArn } from "../../arn";
import type { Because, Decision, NamedPolicy, NearMiss, Policies, Side } from "./decision";
import { EvaluationError } from "./evaluation-error";
import { type JudgedPolicies, judgePolicies } from "./judge-policies";
import type { Question } from "./match-statement";
import { type Context, RequestContext } from "./request-context";
import { requestPrincipal } from "./request-principal";

/** What someone asks of AWS. */
export interface Request {
  /** An ARN, an account's number, a service such as `ecs-tasks.amazonaws.com`, or `*` for anyone. */
  readonly principal: string;
  /** As `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, or `*` for an action that takes no resource. */
  readonly resource: string;
  /** What AWS knows of the request. Only what follows from the principal and the resource is added to it. */
  readonly context?: Context;
}

/**
 * IAM's answer to one request under the policies that have a say in it, with the reason. A matching Deny comes before
 * any Allow; within one account the identity's policies or the resource's must allow, between two accounts both;
 * boundaries, sessions and control policies limit. What it does not know, it throws as an `EvaluationError`.
 * Source: IAM user guide, "Policy evaluation logic".
 */
export function evaluate(request: Request, policies: Policies): Decision {
  const question = questionOf(request);
  const judged = judge(policies, question);
  const because = decide(judged, question);
  return { decision: because.kind === "allow" || because.kind === "root" ? "allowed" : "denied", because };
}

function questionOf({ principal: name, action, resource, context = {} }: Request): Question {
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action))
    throw new EvaluationError(`a request is for one action, as 'sqs:SendMessage', got '${action}'`);
  if (resource !== "*" && resource.split(":").length < 6)
    throw new EvaluationError(`a request is about one resource by its ARN, or about '*', got '${resource}'`);
  const principal = requestPrincipal(name);
  const account = parseArn(resource)?.account;
  const owner: Context = account?.length === 12 ? { "aws:ResourceAccount": account } : {};
  return { principal, action: action.toLowerCase(), resource, context: new RequestContext(context, principal, owner) };
}

/** What each side says. */
interface Judged {
  readonly identity: JudgedPolicies;
  readonly resource: JudgedPolicies;
  readonly hasResourcePolicy: boolean;
  /** The sides that must allow too, where they are in force. */
  readonly limits: readonly (readonly [Side, JudgedPolicies])[];
  readonly all: readonly JudgedPolicies[];
}

function judge(policies: Policies, question: Question): Judged {
  const read = (list: readonly NamedPolicy[]) => judgePolicies(list, question);
  const { identity = [], resource, boundary, session, serviceControl = [], resourceControl = [] } = policies;
  const limits: (readonly [Side, JudgedPolicies])[] = [];
  if (boundary) limits.push(["boundary", read([boundary])]);
  if (session) limits.push(["session", read(session)]);
  // Service control policies bind an account's own users and roles, the root too.
  if (question.principal.account) for (const level of serviceControl) limits.push(["serviceControl", read(level)]);
  for (const level of resourceControl) limits.push(["resourceControl", read(level)]);
  const [own, theirs] = [read(identity), read(resource ? [resource] : [])];
  return {
    identity: own,
    resource: theirs,
    hasResourcePolicy: resource !== undefined,
    limits,
    all: [own, theirs, ...limits.map(([, judged]) => judged)],
  };
}

function decide(judged: Judged, question: Question): Because {
  const missing = () => [...question.context.missing];
  const denying = judged.all.flatMap(({ denies }) => denies);
  if (denying.length > 0) return { kind: "deny", statements: denying, missing: missing() };
  const lacking = sideThatLacks(judged, question);
  if (lacking !== undefined)
    return { kind: "no allow", side: lacking, nearest: nearestOf(judged, lacking), missing: missing() };
  const statements = [
    ...judged.identity.allows,
    ...judged.resource.allows.filter(({ naming }) => naming !== "account"),
  ];
  return statements.length > 0
    ? { kind: "allow", statements, missing: missing() }
    : { kind: "root", missing: missing() };
}

/** The side whose Allow is missing; undefined where the request is allowed. */
function sideThatLacks(judged: Judged, question: Question): Side | undefined {
  const control = judged.limits.find(([side, { allows }]) => /Control$/.test(side) && allows.length === 0);
  if (control) return control[0];
  const { principal } = question;
  if (principal.account === undefined) return judged.resource.allows.length > 0 ? undefined : "resource";
  const owner = ownerOf(question, principal.account);
  if (owner !== undefined) return owner === principal.account ? within(judged, question) : between(judged, question);
  const [same, other] = [within(judged, question), between(judged, question)];
  if ((same === undefined) === (other === undefined)) return same;
  throw new EvaluationError(
    `whether ${principal.name} may ${question.action} depends on the account of ${question.resource}: state 'aws:ResourceAccount' in the context`,
  );
}

/** The account a resource is of: its ARN says it, or the context, or there is no resource but the principal's account. */
function ownerOf({ resource, context }: Question, own: string): string | undefined {
  const [stated] = context.peek("aws:ResourceAccount");
  return stated ?? (resource === "*" || parseArn(resource)?.account === "aws" ? own : undefined);
}

/** Within one account either side's Allow is enough; keys and roles are closed unless their own policy opens them. */
function within(judged: Judged, question: Question): Side | undefined {
  const { resource, identity } = judged;
  const has = (naming: string) => resource.allows.some((allow) => allow.naming === naming);
  const limit = judged.limits.find(([side, { allows }]) => !/Control$/.test(side) && allows.length === 0)?.[0];
  // A resource's policy that names the user or session itself is not limited; one that names the role is.
  if (has("principal")) return undefined;
  if (limit === undefined && (has("role") || has("everyone"))) return undefined;
  if (has("everyone"))
    throw new EvaluationError(
      `the resource's policy allows everyone, and the ${limit} policies of ${question.principal.name} don't: AWS does not say which decides`,
    );
  if (has("role")) return limit;
  const isClosed = closedToItsAccount(question);
  if (isClosed && resource.allows.length === 0) return "resource";
  if (question.principal.kind === "root") return undefined;
  return identity.allows.length === 0 ? "identity" : limit;
}

/** Between two accounts both sides must allow. */
function between(judged: Judged, { principal }: Question): Side | undefined {
  if (judged.resource.allows.length === 0) return "resource";
  if (principal.kind !== "root" && judged.identity.allows.length === 0) return "identity";
  return judged.limits.find(([, { allows }]) => allows.length === 0)?.[0];
}

/** Source: KMS developer guide, "Key policies in AWS KMS"; IAM user guide, on trust policies. */
function closedToItsAccount({ action, resource }: Question): boolean {
  return /^arn:[^:]+:kms:[^:]*:\d*:key\//.test(resource) || (action.startsWith("sts:") && /:role\//.test(resource));
}

function nearestOf(judged: Judged, side: Side): NearMiss | undefined {
  if (side === "identity") return judged.identity.nearest() ?? judged.resource.nearest();
  if (side === "resource") return judged.resource.nearest();
  return judged.limits.find(([name, { allows }]) => name === side && allows.length === 0)?.[1].nearest();
}
