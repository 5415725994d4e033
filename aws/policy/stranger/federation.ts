import { coversAction } from "../action-set";
import type { Grant } from "../grant";
import { hasWildcard } from "../pattern";
import { type IdentityProvider, identityProviderOf } from "./identity-provider";
import { letsIn } from "./lets-in";
import { ownershipOf } from "./ownership";

/** How far a trust policy opens a role to those who sign in with a provider. */
export interface Federation {
  readonly provider: IdentityProvider;
  /** `everyone` of its users, or those of `owners`: several at once, or all that one owner has. */
  readonly reach: "everyone" | "owners";
  /** The subjects that reach so far. */
  readonly subjects: readonly string[];
}

const ACTION = "sts:assumerolewithwebidentity";

/** What a grant to an identity provider leaves open; undefined where it names whose token it takes. */
export function federationOf(allow: Grant, all: readonly Grant[]): Federation | undefined {
  const provider = coversAction(allow.action, ACTION) ? identityProviderOf(allow) : undefined;
  if (provider === undefined) return undefined;
  const denies = all.filter(({ effect, principal }) => {
    return effect === "Deny" && (principal.include === "*" || principal.include === allow.principal.include);
  });
  const admits = (names: (wanted: string) => boolean, claims: readonly string[]) =>
    letsIn(allow, denies, {
      always: new Set(["aud", "sub"].map((claim) => `${provider.issuer}:${claim}`)),
      ownership: (key) => (claims.includes(claimOf(key, provider) ?? "") ? "token" : ownershipOf(key)),
      has: (ownership, wanted) => ownership === "token" && !names(wanted),
    });
  const subjects = allow.tests
    .filter(({ key }) => claimOf(key, provider) !== undefined)
    .flatMap(({ values }) => values.filter(hasWildcard));
  const { claims, owners = [] } = provider;
  if (admits((wanted) => namesOwner(wanted, provider), claims)) return { provider, reach: "everyone", subjects };
  const ofOne = claims.filter((claim) => !owners.includes(claim));
  const isOpen = provider.isPublic && admits((wanted) => namesOne(wanted, provider), ofOne);
  return isOpen ? { provider, reach: "owners", subjects } : undefined;
}

/** The claim a key asks for, if it says whose the token is. */
function claimOf(key: string, { issuer, claims }: IdentityProvider): string | undefined {
  const claim = key.startsWith(`${issuer}:`) ? key.slice(issuer.length + 1) : undefined;
  return claim !== undefined && claims.includes(claim) ? claim : undefined;
}

/** Whether a wanted value says, in part at least, whose the token is. */
function namesOwner(wanted: string, { subject }: IdentityProvider): boolean {
  const owner = subject?.exec(wanted)?.[1] ?? wanted;
  return !/^[*?]/.test(owner) && owner !== "";
}

/** Whether a wanted value says so in full: one owner, and something of theirs. */
function namesOne(wanted: string, { subject }: IdentityProvider): boolean {
  if (!hasWildcard(wanted)) return true;
  const [, owner, thing] = subject?.exec(wanted) ?? [];
  return owner !== undefined && !hasWildcard(owner) && thing !== undefined && thing !== "" && !hasWildcard(thing);
}
