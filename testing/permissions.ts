import { parseArn, roleArn } from "../aws/arn";
import { listed, nearest } from "../aws/messages";
import type { Decision, NamedPolicy, Policies } from "../aws/policy/evaluate/decision";
import { evaluate, type Request } from "../aws/policy/evaluate/evaluate";
import { listOf, type PolicyStatement } from "../aws/policy/evaluate/policy-document";
import { policyOfItsOwner, unlimited } from "./assumed-policies";
import { checkRequest } from "./checked-request";
import { describeRequest, type PermissionRequest } from "./permission-request";
import { planOf } from "./planned-source";
import { type HeldPolicy, type Holder, type ManagedPolicies, type PolicyWorld, policyWorld } from "./policy-world";
import { TestingError } from "./testing-error";

/** What a stack, a plan or a state does not say itself. */
export interface PermissionsOptions {
  /** @default - what the AWS provider's `allowed_account_ids` or the ARNs of what there is say */
  readonly account?: string;
  /** @default - what the AWS provider or the ARNs of what there is say */
  readonly region?: string;
  /** The documents of managed policies that are attached and not in the stack, by ARN. */
  readonly managedPolicies?: ManagedPolicies;
}

/** A request, the policies that have a say in it, and why others that have one are not known. */
interface Question extends Request {
  readonly policies: Policies;
  readonly unknown: readonly string[];
  /** Whether one of those could allow: a permissions boundary cannot. */
  readonly unknownMayAllow: boolean;
}

const read = new WeakMap<object, Permissions>();

/** What everyone may do by the policies of a stack, of its synthesized JSON, of a plan or of a state. */
export class Permissions {
  /** What tests have asserted, each as a question of whether it holds under other policies. */
  readonly assertions: ((permissions: Permissions) => boolean)[] = [];

  private constructor(readonly world: PolicyWorld) {}

  /** Reads a source; without options once, and one that is read already is given back. */
  static of(source: unknown, options?: PermissionsOptions): Permissions {
    if (source instanceof Permissions) return source;
    if (typeof source !== "object" || source === null)
      throw new TestingError(`permissions are asked of a stack, a plan or a state, got ${JSON.stringify(source)}`);
    const known = options === undefined ? read.get(source) : undefined;
    if (known) return known;
    const { managedPolicies = {}, ...location } = options ?? {};
    const made = new Permissions(policyWorld(planOf(source), location, managedPolicies));
    read.set(source, made);
    return made;
  }

  /** The same with one statement of one policy changed, or gone. A policy without statements is gone, but for a trust policy. */
  withStatement(policy: HeldPolicy, index: number, statement: PolicyStatement | undefined): Permissions {
    const statements = listOf(policy.document.Statement);
    const Statement = statement ? statements.with(index, statement) : statements.toSpliced(index, 1);
    const changed = { ...policy, document: { ...policy.document, Statement } };
    const kept = Statement.length > 0 || policy.place === "trust" ? [changed] : [];
    const holders = this.world.holders.map((holder) =>
      holder.policies.includes(policy)
        ? { ...holder, policies: holder.policies.flatMap((one) => (one === policy ? kept : [one])) }
        : holder,
    );
    return new Permissions({ ...this.world, holders });
  }

  /** IAM's answer to a request, with its reason. What cannot be answered is an error. */
  decide(request: PermissionRequest): Decision {
    const { policies, unknown, unknownMayAllow, ...asked } = this.question(request);
    const decision = evaluate(asked, policies);
    // What is not known could deny, and could allow: only a Deny that is known decides without it. A boundary never allows.
    const decided = decision.because.kind === "deny" || (decision.decision === "denied" && !unknownMayAllow);
    if (unknown.length > 0 && !decided)
      throw new TestingError(`${describeRequest(request)}: this cannot be answered: ${unknown.join("; ")}`);
    return decision;
  }

  /** The request and the policies that have a say in it. */
  question(request: PermissionRequest): Question {
    const resource = this.arnOf(request.resource);
    checkRequest(request, resource);
    const { holder, principal } = this.principalOf(request);
    const account = parseArn(resource)?.account || this.account;
    const context = { "aws:SecureTransport": "true", "aws:ResourceAccount": account, ...request.context };
    const owned = this.holderOf(resource);
    const places = [
      ...(holder?.unknown ?? []).filter(({ place }) => place !== "trust" && place !== "resource"),
      ...(owned?.unknown ?? []).filter(({ place }) => place === "trust" || place === "resource"),
    ];
    return {
      principal,
      action: request.action,
      resource,
      context,
      policies: { ...identityOf(holder, principal), ...this.resourcePolicyOf(resource, account, owned) },
      unknown: places.map(({ why }) => why),
      unknownMayAllow: places.some(({ place }) => place !== "boundary"),
    };
  }

  /** The roles that a word of a request stands for: `task`, `execution`, a name, an address or an ARN. */
  roles(word?: string): readonly Holder[] {
    const all = this.world.holders.filter(({ kind }) => kind === "role");
    if (word === undefined) return all;
    if (word !== "task" && word !== "execution")
      return all.filter(({ name, address, arn }) => [name, address, arn].includes(word));
    const named = this.world.roles[word];
    return all.filter(({ name, address }) => named.includes(name) || named.includes(address));
  }

  private get account(): string {
    const { account } = this.world.location;
    if (account === undefined)
      throw new TestingError("the account is not known: give it, as in Permissions.of(stack, { account, region })");
    return account;
  }

  private principalOf({ role, principal }: PermissionRequest): { holder?: Holder; principal: string } {
    if ((role === undefined) === (principal === undefined))
      throw new TestingError("a request names either its 'role' or its 'principal'");
    if (role !== undefined) return this.asRole(this.onlyRole(role));
    const given = String(principal);
    const own = this.world.holders.find(
      ({ kind, arn, address }) => (kind === "role" || kind === "user") && (given === arn || given === address),
    );
    if (own) return this.asRole(own);
    const policy = this.world.holders.find(({ kind, address }) => kind === "managed policy" && address === given);
    if (policy) return { holder: policy, principal: this.roleArn("holder-of-the-policy") };
    const session = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(given);
    const assumed = this.roles(session?.[2]).find(
      ({ arn }) => session && parseArn(String(arn))?.account === session[1],
    );
    return assumed ? { holder: assumed, principal: given } : { principal: given };
  }

  private onlyRole(word: string): Holder {
    const [role, ...others] = this.roles(word);
    const all = this.roles().map(({ name }) => name);
    if (role === undefined)
      throw new TestingError(
        `there is no role '${word}': ${all.length === 0 ? "there are no roles" : `there are ${all.join(", ")}`}`,
      );
    if (others.length > 0)
      throw new TestingError(
        `'${word}' is more than one role, so name one: ${listed([role, ...others].map(({ name }) => name))}`,
      );
    return role;
  }

  private asRole(holder: Holder): { holder: Holder; principal: string } {
    return { holder, principal: holder.arn ?? this.roleArn(holder.name) };
  }

  private roleArn(name: string): string {
    return roleArn({ account: this.account, partition: this.world.location.partition ?? "aws", region: "" }, name);
  }

  private arnOf(resource: string): string {
    if (resource === "*" || resource.startsWith("arn:")) return resource;
    const { arns } = this.world;
    const arn = arns.get(resource);
    if (arn !== undefined) return arn;
    if (arns.has(resource)) throw new TestingError(`the ARN of ${resource} is not known before it is applied`);
    const near = nearest(resource, [...arns.keys()]);
    throw new TestingError(
      `'${resource}' is neither an ARN nor the address of a resource${near.length > 0 ? `: did you mean ${listed(near)}?` : ""}`,
    );
  }

  /** What a resource's policy is of: the resource itself, or the bucket that an object is in. */
  private holderOf(resource: string): Holder | undefined {
    const bucket = /^(arn:[^:]+:s3:::[^/]+)\//.exec(resource)?.[1];
    return this.world.holders.find(
      ({ kind, arn }) => kind !== "managed policy" && arn !== undefined && [resource, bucket].includes(arn),
    );
  }

  private resourcePolicyOf(resource: string, account: string, owned: Holder | undefined): Pick<Policies, "resource"> {
    const documents = (owned?.policies ?? []).filter(({ place }) => place === "trust" || place === "resource");
    const [first, ...others] = documents;
    if (first === undefined) return policyOfItsOwner(resource, account, this.world.location);
    return { resource: others.length === 0 ? first : merged(first.name, documents) };
  }
}

/** Whoever is not of the stack may do anything, so that only the stack's policies can stop them. */
function identityOf(holder: Holder | undefined, principal: string): Policies {
  if (holder === undefined)
    return principal === "*" || !/^(arn:|\d{12}$)/.test(principal) ? {} : { identity: [unlimited] };
  const [boundary] = holder.policies.filter(({ place }) => place === "boundary");
  return {
    identity: holder.policies.filter(({ place }) => place === "identity"),
    ...(boundary && { boundary }),
  };
}

/** A resource's policies in several parts, as a function's permissions are, are one. */
function merged(name: string, documents: readonly NamedPolicy[]): NamedPolicy {
  return {
    name,
    document: { Version: "2012-10-17", Statement: documents.flatMap(({ document }) => [document.Statement].flat()) },
  };
}
