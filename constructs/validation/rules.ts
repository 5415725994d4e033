import { Token } from "cdktf";
import { parseArn } from "../../aws/arn";
import { listed, problem, unknownMembers } from "../../aws/messages";
import type { NumberRange } from "../../aws/number-range";

/** What is wrong with a value, one sentence a problem; `at` is the value's place in the props, `healthCheck.retries` for example. */
export type Rule = (value: unknown, at: string) => readonly string[];

/** A rule for every member of an interface, so that none is forgotten and a misspelt one is found. */
export type RulesOf<T> = { readonly [Member in keyof Required<T>]: Rule };

/** A rule from a predicate. What Terraform will know only later (a token) is not checked. */
export function rule(accepts: (value: unknown) => boolean, must: string, remedy = ""): Rule {
  return (value, at) => {
    if (value === undefined || Token.isUnresolved(value) || accepts(value)) return [];
    return [problem(at, must, value, remedy)];
  };
}

export function required(inner: Rule, remedy = ""): Rule {
  return (value, at) => (value === undefined ? [problem(at, "be set", value, remedy)] : inner(value, at));
}

export const anything: Rule = () => [];

export const boolean = rule((value) => typeof value === "boolean", "be true or false");

/** A rule for what another accepts: what is malformed is not looked into. */
export function both(first: Rule, second: Rule): Rule {
  return (value, at) => {
    const problems = first(value, at);
    return problems.length > 0 || value === undefined ? problems : second(value, at);
  };
}

/** A whole number in a range, both ends included. */
export function integer(minimum: number, maximum = Number.MAX_SAFE_INTEGER, remedy = ""): Rule {
  const range = maximum === Number.MAX_SAFE_INTEGER ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  const within = (value: unknown) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
  return rule(within, `be a whole number ${range}`, remedy);
}

/** A whole number in a range of AWS's. */
export function range({ from, to }: NumberRange): Rule {
  return integer(from, to);
}

/** A text that matches a pattern; `must` says the pattern in words. */
export function matching(pattern: RegExp, must: string, remedy = ""): Rule {
  return rule((value) => typeof value === "string" && pattern.test(value), must, remedy);
}

export const text = matching(/\S/, "be a string that is not empty");

/** A text without line breaks, as AWS wants most names and values. */
export const line = matching(/^[^\r\n]*$/, "be a string of one line");

/** The name of a statement: IAM takes letters and digits only. */
export const sidRule = matching(/^[A-Za-z0-9]{1,128}$/, "be 1 to 128 letters or digits");

/** Why a safe default is given up: a sentence, so that a reviewer finds it beside what it excuses. */
export const reason = matching(/\S.*\s.*\S/, "say why in a few words");

export function oneOf(allowed: readonly (string | number)[]): Rule {
  return rule((value) => allowed.includes(value as string), `be ${listed(allowed)}`);
}

/** An ARN of a service, and of one kind of its resources. */
export function arnOf(service: string, resource = /./, example = `arn:aws:${service}:…`, remedy = ""): Rule {
  const accepts = (value: unknown) => {
    const parts = typeof value === "string" ? parseArn(value) : undefined;
    return parts !== undefined && parts.service === service && resource.test(parts.resource);
  };
  return rule(accepts, `be an ARN of the form ${example}`, remedy);
}

/** A list of items that each follow a rule; an item with a name is told by it, another by its place. */
export function list(item: Rule, minimum = 0, maximum = Number.MAX_SAFE_INTEGER): Rule {
  const range = maximum === Number.MAX_SAFE_INTEGER ? `at least ${minimum}` : `${minimum} to ${maximum}`;
  return (value, at) => {
    if (value === undefined || Token.isUnresolved(value)) return [];
    if (!Array.isArray(value)) return [problem(at, "be a list", value)];
    const count = value.length < minimum || value.length > maximum;
    // An item that is missing is no item: rules take undefined for a member that is not given.
    const problems = Array.from(value).flatMap((each, index) => required(item)(each, `${at}.${nameOf(each) ?? index}`));
    return count
      ? [problem(at, `have ${range} ${range.endsWith(" 1") ? "item" : "items"}`, value.length), ...problems]
      : problems;
  };
}

/** An object used as a map, with a rule for its keys and one for its values. */
export function record(key: Rule, value: Rule): Rule {
  return (entries, at) => {
    if (entries === undefined || Token.isUnresolved(entries)) return [];
    if (!isObject(entries)) return [problem(at, "be an object", entries)];
    return Object.entries(entries).flatMap(([name, each]) => [
      ...key(name, at),
      ...(each === undefined ? [problem(`${at}.${name}`, "be set", each)] : value(each, `${at}.${name}`)),
    ]);
  };
}

/** An object with exactly these members; one that is not known is named with the nearest that is. */
export function shape<T>(rules: RulesOf<T>): Rule {
  return (value, at) => {
    if (value === undefined) return [];
    if (!isObject(value)) return [problem(at, "be an object", value)];
    return checkMembers(value, rules, at);
  };
}

/** Checks an object's members against their rules, `at` being the object's own place. */
export function checkMembers<T>(value: object, rules: RulesOf<T>, at = ""): readonly string[] {
  const members = value as Record<string, unknown>;
  return [
    ...unknownMembers(value, Object.keys(rules), at),
    ...Object.entries<Rule>(rules).flatMap(([member, check]) =>
      check(members[member], at ? `${at}.${member}` : member),
    ),
  ];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string | undefined {
  const name = isObject(value) ? (value as { name?: unknown }).name : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}
