import type { Document } from "./compared";
import type { Asked } from "./second-judge";

type Values = readonly string[] | undefined;

/** The most requests asked of one pair. */
const MAX_REQUESTS = 20_000;
const ACTIONS = ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:DeleteObject", "sqs:SendMessage"];
const FOLDER = "arn:aws:s3:::files/";

/**
 * Requests of which one lies in every part into which the patterns and values of two policies cut all requests, so far as a
 * plain walk over them can tell: what each pattern matches with its wildcards short, long and with a slash; what lies on,
 * below and above each number, date and address; each value of a key alone and, where it may have many, with each other.
 */
export function* requestsAtHand(before: Document, after: Document): Generator<Asked> {
  const statements = [...before.Statement, ...after.Statement] as readonly Readonly<Record<string, unknown>>[];
  const keys = new Map<string, Set<string>>();
  for (const { Condition } of statements)
    for (const block of Object.values((Condition ?? {}) as Record<string, Record<string, readonly string[]>>))
      for (const [key, values] of Object.entries(block))
        keys.set(key, new Set([...(keys.get(key) ?? []), ...values.flatMap((value) => around(key, value))]));
  const patterns = statements.flatMap(({ Resource, NotResource }) => (Resource ?? NotResource) as readonly string[]);
  if (patterns.some((pattern) => pattern.includes("aws:PrincipalTag/home")))
    keys.set("aws:PrincipalTag/home", new Set([...(keys.get("aws:PrincipalTag/home") ?? []), "amy", "a", "Q7", "Q7w"]));
  const choices = [...keys].map(([key, values]) => ({ key, values: valuesOf(key, [...values]) }));
  let count = 0;
  for (const context of contexts(choices))
    for (const resource of resourcesOf(patterns, context["aws:PrincipalTag/home"]))
      for (const action of ACTIONS) {
        count += 1;
        if (count > MAX_REQUESTS) return;
        yield { principal: undefined, action, resource, context };
      }
}

function around(key: string, value: string): string[] {
  if (value === "true" || value === "false") return [];
  if (key === "aws:SourceIp")
    return [
      "198.51.99.255",
      "198.51.100.0",
      "198.51.100.7",
      "198.51.100.128",
      "192.0.2.1",
      "2001:db8::1",
      "2001:db8:7::1",
      "2001:db9::1",
    ];
  if (key === "aws:CurrentTime")
    return [
      "2025-12-31T23:59:59Z",
      "2026-01-01T00:00:00Z",
      "2026-03-01T00:00:00Z",
      "2026-06-01T12:00:00Z",
      "2027-01-01T00:00:00Z",
    ];
  if (key === "aws:MultiFactorAuthAge") return ["0", "60", "61", "3600", "9999"];
  if (key === "aws:SourceArn")
    return [
      "arn:aws:sns:eu-west-1:111122223333:t",
      "arn:aws:sns:us-east-1:111122223333:t",
      "arn:aws:sns:eu-west-1:111122223333:u",
      "arn:aws:s3:::files",
      "arn:aws:sns:us-east-1:444455556666:t",
    ];
  return [
    value,
    value.replaceAll("*", "").replaceAll("?", "x"),
    value.replaceAll("*", "Q7").replaceAll("?", "x"),
    value.toLowerCase(),
    "Q7",
  ];
}

function valuesOf(key: string, values: readonly string[]): Values[] {
  if (key === "aws:SecureTransport") return [undefined, ["true"], ["false"]];
  const whole = [...new Set([...values, ...around(key, "Q7")])];
  const single = whole.map((value) => [value]);
  if (key !== "aws:TagKeys") return [undefined, ...single];
  return [undefined, ...single, ...whole.flatMap((one, index) => whole.slice(index + 1).map((other) => [one, other]))];
}

function* contexts(
  choices: readonly { readonly key: string; readonly values: readonly Values[] }[],
): Generator<Readonly<Record<string, readonly string[]>>> {
  const [first, ...rest] = choices;
  if (first === undefined) return yield {};
  for (const others of contexts(rest))
    for (const values of first.values) yield values === undefined ? others : { ...others, [first.key]: values };
}

function resourcesOf(patterns: readonly string[], home: Values): Set<string> {
  const [name = "Q7"] = home ?? [];
  const texts = patterns.flatMap((pattern) => {
    const filled = pattern.replaceAll("${aws:PrincipalTag/home}", name).replaceAll("${*}", "\u0000");
    return ["", "x", "Q7w", "x/b"].map((star) =>
      filled.replaceAll("*", star).replaceAll("?", "x").replaceAll("\u0000", "*"),
    );
  });
  const always = ["", "a", "b", "ab", "abc", "*", "x/b", "a/b", "amy/x", "Q7/b", `${name}`, `${name}/`, `${name}/b`];
  return new Set([
    ...texts.filter((text) => text.split(":").length >= 6),
    ...always.map((rest) => FOLDER + rest),
    "arn:aws:s3:::other/c",
    "arn:aws:s3:::other/b",
    "arn:aws:s3:eu:1:files/x",
  ]);
}
