import type { Clause } from "../clause";
import { PRINCIPALS, type Region } from "../region";

/** Someone nobody names. */
export const ANONYMOUS = "anonymous";

/**
 * Principals that clauses may tell apart: those they name, and a stranger of each kind: nobody in particular, another account,
 * another role of a named account, another session of a named role, another service.
 */
export function principalAtoms(clauses: readonly Clause[]): readonly string[] {
  const named = new Set(clauses.flatMap(({ principals }) => principals.flatMap(namesOf)));
  named.delete("*");
  if (named.size === 0) return [ANONYMOUS];
  return [...new Set([...named, ANONYMOUS, ...[...named].flatMap(strangers)])];
}

function namesOf({ include, exclude }: Region): readonly string[] {
  return [include, ...exclude];
}

function strangers(name: string): string[] {
  const [, partition, account] = /^AWS:arn:(aws[a-z-]*):(?:iam|sts)::(\d{12}):/.exec(name) ?? [];
  if (partition === undefined || account === undefined) return [`${name.slice(0, name.indexOf(":"))}:another`];
  const arn = (owner: string, rest: string) =>
    `AWS:arn:${partition}:${rest.startsWith("assumed") ? "sts" : "iam"}::${owner}:${rest}`;
  const role = /:role\/(?:.*\/)?([^/]+)$/.exec(name)?.[1];
  return [
    arn(account === "999999999999" ? "000000000000" : "999999999999", "root"),
    arn(account, "root"),
    arn(account, "role/another"),
    ...(role === undefined ? [] : [arn(account, `assumed-role/${role}/another`)]),
  ];
}

export function hasPrincipal(principals: readonly Region[], atom: string): boolean {
  return principals.some(
    ({ include, exclude }) =>
      PRINCIPALS.covers(include, atom) && !exclude.some((hole) => PRINCIPALS.covers(hole, atom)),
  );
}
