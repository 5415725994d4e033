import { coversAction } from "../action-set";
import type { Grant } from "../grant";
import { PRINCIPALS, regionCovers } from "../region";
import type { Caller } from "./candidate-values";
import { letsIn } from "./lets-in";
import { ownershipOf } from "./ownership";

/** Keys that every request has. Source: IAM user guide, "Global condition keys", on their availability. */
const EVERY_REQUEST = ["aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:requestedregion"];
/** AWS knows the account of whoever asks; of one who has not signed in it says "anonymous". */
const EVERY_CALLER = [...EVERY_REQUEST, "aws:principalaccount", "kms:calleraccount"];
/** To assume a role one has to be somebody. */
const EVERY_SIGNED_CALLER = [...EVERY_CALLER, "aws:principalarn", "aws:principaltype", "aws:userid"];

/** Who is no service of AWS's: no key says that they are one. */
const PERSON: Pick<Caller, "ownership" | "values"> = {
  ownership: ownershipOf,
  values: (key) =>
    key === "aws:principalisawsservice"
      ? [undefined, "false"]
      : key.startsWith("aws:principalservicename")
        ? [undefined]
        : undefined,
};

/** The policy an Allow stands in: anonymous callers reach resources, not roles. */
export type Door = "resource" | "trust";

/** Whether someone of no account, organization or network that the policy names gets in by a grant to everyone. */
export function admitsStrangers(allow: Grant, all: readonly Grant[], door: Door): boolean {
  return (
    isToEveryone(allow) &&
    opensDoor(allow, door) &&
    letsIn(allow, deniesOfEveryone(all), { ...PERSON, always: alwaysAt(door) })
  );
}

/** Whether a stranger gets in who knows the secrets that the conditions ask for, an external id for example. */
export function admitsWhoKnowsTheSecret(allow: Grant, all: readonly Grant[], door: Door): boolean {
  const caller: Caller = { ...PERSON, always: alwaysAt(door), has: (ownership) => ownership === "secret" };
  return isToEveryone(allow) && opensDoor(allow, door) && letsIn(allow, deniesOfEveryone(all), caller);
}

/** Whether a service gets in on behalf of a stranger's resource: the confused deputy. */
export function admitsStrangersThroughService(allow: Grant, all: readonly Grant[]): boolean {
  return (
    servicesOf(allow).length > 0 &&
    letsIn(allow, deniesOf(allow, all), { always: new Set(EVERY_REQUEST), ownership: ownershipOf })
  );
}

/** The services a grant is to: by its principal, or by conditions that none but a service meets. */
export function servicesOf({ principal, tests }: Grant): readonly string[] {
  if (principal.include.startsWith("Service:")) return [principal.include.slice("Service:".length)];
  if (principal.include !== "*") return [];
  return tests.flatMap(({ key, operator, values }) => {
    const isNamed = key.startsWith("aws:principalservicename");
    if (isNamed && NAMES_VALUES.test(operator)) return values;
    const isOfAny =
      (isNamed && operator === "Null" && values.includes("false")) ||
      (key === "aws:principalisawsservice" && operator === "Bool" && values.includes("true"));
    return isOfAny ? ["every service of AWS's"] : [];
  });
}

/** Operators whose values are what the key has to be. */
const NAMES_VALUES = /^(?:For\w+:)?(?:String|Arn)(?!\w*(?:Not|IfExists))/;

/** The accounts a grant is to: by its principal, or by the conditions that keep a grant to everyone from strangers. */
export function admittedAccounts(allow: Grant, all: readonly Grant[], door: Door): string[] {
  if (!opensDoor(allow, door)) return [];
  return namedAccounts(allow, all, door).filter((account) => {
    const denies = [...new Set([...deniesOf(allow, all), ...deniesOfAccount(account, all)])];
    return letsIn(allow, denies, {
      always: alwaysAt(door),
      ownership: ownershipOf,
      has: (_ownership, wanted) => belongsTo(account, wanted),
    });
  });
}

function namedAccounts(allow: Grant, all: readonly Grant[], door: Door): string[] {
  const { principal, tests } = allow;
  const named = ACCOUNT.exec(principal.include)?.[1];
  if (named !== undefined) return [named];
  if (principal.include !== "*" || admitsStrangers(allow, all, door)) return [];
  const values = tests
    .filter(({ key }) => ["account", "arn"].includes(ownershipOf(key)))
    .flatMap(({ values }) => values.flatMap((value) => /(?:^|:)(\d{12})(?:$|:)/.exec(value)?.[1] ?? []));
  return [...new Set(values)];
}

const ACCOUNT = /^AWS:arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):/;

/** What is not known to be another account's may be the account's: its networks, its organization, the secret it was told. */
function belongsTo(account: string, wanted: string): boolean {
  const named = /(?:^|:)(\d{12})(?:$|:)/.exec(wanted)?.[1];
  return named === undefined || named === account;
}

/** With exceptions (`NotPrincipal`) it is to almost everyone. */
function isToEveryone({ principal }: Grant): boolean {
  return principal.include === "*" && !principal.exclude.includes("*");
}

/** Whether a grant opens the door: who may only tag a session of a role has none. */
function opensDoor(allow: Grant, door: Door): boolean {
  return door === "resource" || coversAction(allow.action, "sts:assumerole");
}

function deniesOfEveryone(all: readonly Grant[]): Grant[] {
  return denies(all).filter(isToEveryone);
}

function deniesOf({ principal }: Grant, all: readonly Grant[]): Grant[] {
  return denies(all).filter((grant) => regionCovers(PRINCIPALS, grant.principal, principal));
}

function deniesOfAccount(account: string, all: readonly Grant[]): Grant[] {
  const root = { include: `AWS:arn:aws:iam::${account}:root`, exclude: [] };
  return denies(all).filter((grant) => regionCovers(PRINCIPALS, grant.principal, root));
}

const deniesAmong = new WeakMap<readonly Grant[], readonly Grant[]>();

/** A policy is asked for its few Denies once for each of its Allows, of which there may be thousands. */
function denies(all: readonly Grant[]): readonly Grant[] {
  const known = deniesAmong.get(all) ?? all.filter(({ effect }) => effect === "Deny");
  deniesAmong.set(all, known);
  return known;
}

function alwaysAt(door: Door): ReadonlySet<string> {
  return new Set(door === "trust" ? EVERY_SIGNED_CALLER : EVERY_CALLER);
}
