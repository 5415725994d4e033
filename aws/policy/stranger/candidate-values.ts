import type { Test } from "../condition";
import { hasWildcard } from "../pattern";
import { isLargeNetwork } from "./large-network";
import { namesSomebody, type Ownership } from "./ownership";

/** An account, an organization, … that no policy names: they stand for anyone's. */
const STRANGER = {
  account: "739173917391",
  arn: "arn:aws:iam::739173917391:role/stranger",
  organization: "o-stranger739",
  path: "o-stranger739/r-str1/ou-str1-stranger/",
  user: "AROASTRANGER739173917:stranger",
  network: "vpc-0739173917391739a",
  secret: "stranger",
  token: "stranger",
  anyone: "stranger",
} as const;

/** What a caller may put to use that belongs to somebody else. */
export interface Caller {
  /** The caller has what policies name: their account, or any network, organization and external id. */
  readonly has?: (ownership: Ownership, wanted: string) => boolean;
  /** The only values that serve the caller's purpose, where not any will do. */
  readonly values?: (key: string) => readonly (string | undefined)[] | undefined;
  /** Keys, in lower case, that every request of the caller has. */
  readonly always: ReadonlySet<string>;
  /** What a key says of the caller, where the ordinary table does not tell. */
  readonly ownership: (key: string) => Ownership;
}

/** The values of a key that the caller can bring about, those that may decide its tests first; undefined is a request without the key. */
export function candidateValues(key: string, tests: readonly Test[], caller: Caller): readonly (string | undefined)[] {
  const only = caller.values?.(key);
  if (only !== undefined) return only;
  const ownership = caller.ownership(key);
  const own = ownership === "address" ? addresses(tests, caller) : texts(ownership, tests, caller);
  return caller.always.has(key) ? own : [undefined, ...own];
}

function texts(ownership: Ownership, tests: readonly Test[], caller: Caller): string[] {
  const wanted = tests.flatMap(({ values }) => values);
  const reachable = wanted.filter(
    (value) => !namesSomebody(ownership, value) || caller.has?.(ownership, value) === true,
  );
  return [
    ...new Set([
      STRANGER[ownership as keyof typeof STRANGER],
      ...reachable.flatMap((value) => instances(ownership, value)),
    ]),
  ];
}

/** Texts that a wanted value matches, and near ones that it does not. */
function instances(ownership: Ownership, wanted: string): string[] {
  const pattern = withPlainVariables(wanted);
  if (ownership !== "anyone") return [filled(ownership, pattern)];
  const opposite = pattern === "true" ? ["false"] : pattern === "false" ? ["true"] : [];
  return [filled(ownership, pattern), pattern, ...opposite, ...neighbours(pattern)];
}

/** The numbers, dates and addresses next to one. */
function neighbours(text: string): string[] {
  if (/^-?\d+(\.\d+)?$/.test(text)) return [Number(text) - 1, Number(text) + 1].map(String);
  const network = /^([\d.]+|[\da-f:]+)\/\d+$/i.exec(text)?.[1];
  if (network !== undefined) return [network];
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? [] : [time - 1_000, time + 1_000].map((each) => new Date(each).toISOString());
}

/** A pattern with something of a stranger's in place of its wildcards. */
function filled(ownership: Ownership, pattern: string): string {
  if (!hasWildcard(pattern)) return pattern;
  if (pattern === "*") return STRANGER[ownership as keyof typeof STRANGER] ?? "stranger";
  if (ownership === "account") return accountLike(pattern);
  if (ownership !== "arn") return plain(pattern);
  const [arn = "", partition = "", service = "", region = "", account = "", ...rest] = pattern.split(":");
  if (rest.length === 0) return plain(pattern.replace(/\*$/, "739173917391:stranger"));
  const parts = [arn === "*" ? "arn" : arn, partition === "*" ? "aws" : partition, service, region];
  return [...parts.map(plain), hasWildcard(account) ? accountLike(account) : account, plain(rest.join(":"))].join(":");
}

function accountLike(pattern: string): string {
  const [before = "", ...after] = pattern.replaceAll("?", "7").split("*");
  const tail = after.join("");
  return `${before}${STRANGER.account.slice(before.length, 12 - tail.length)}${tail}`;
}

function plain(pattern: string): string {
  return pattern.replaceAll("*", "stranger").replaceAll("?", "7");
}

/** A policy variable stands for a text of the caller's: any one will do, and the same in policy and request. */
export function withPlainVariables(text: string): string {
  return text.includes("${") ? text.replace(/\$\{([^}]*)\}/g, (_, name: string) => `variable-${name}`) : text;
}

/** Public addresses, one in each network of the size that AWS calls public still: /8, and /32 of IPv6. */
const PUBLIC: readonly string[] = [
  ...Array.from({ length: 223 }, (_, first) => first + 1)
    .filter((first) => ![10, 127, 169, 172, 192].includes(first))
    .map((first) => `${first}.73.91.73`),
  ...["2001:4860", "2003:7391", "2400:7391", "2600:7391", "2800:7391", "2a00:7391", "2c0f:7391"].map(
    (net) => `${net}::1`,
  ),
];

/** Addresses on the internet, but for networks of somebody's. */
function addresses(tests: readonly Test[], caller: Caller): string[] {
  const wanted = tests.filter(({ operator }) => /(^|:)IpAddress/.test(operator)).flatMap(({ values }) => values);
  const narrow = wanted.filter((network) => !isLargeNetwork(network));
  const theirs = narrow.filter((network) => caller.has?.("address", network) === true);
  const blocks = narrow.map((network) => network.split(/[/]/)[0] ?? "");
  return [
    ...PUBLIC.filter((address) => !blocks.some((block) => startsAlike(address, block))),
    ...theirs.map((network) => network.split("/")[0] ?? network),
  ];
}

/** Whether two addresses share their first network, so that one may lie in the other's block. */
function startsAlike(address: string, other: string): boolean {
  const first = (text: string) => text.split(/[.:]/)[0];
  return first(address) === first(other) && address.includes(":") === other.includes(":");
}
