import { Token } from "cdktf";
import { formatArn, type Location } from "../../aws/arn";
import type { AllowedStatement } from "../../aws/policy/allowed-statement";
import { isArn, knownText } from "../environment/known-text";
import { matching, type Rule, required } from "../validation/rules";

/** Where the role is that is given access. */
export type AccessLocation = Location & {
  /** The domain of the partition's endpoints, `amazonaws.com` for most. */
  readonly dnsSuffix: string;
};

/** What is allowed in a place, and what is wrong with the names it is allowed on. */
export interface LocatedStatements {
  /** The statements; none where a name is wrong. */
  readonly statements: readonly AllowedStatement[];
  /** What is wrong with the names, in the words of the error that synthesis ends with. */
  readonly problems: readonly string[];
}

/**
 * What applications commonly need, a line each; `Role.allow` takes it under a name. Anything else is written out:
 * `role.allow("ReadFeed", { actions: […], resources: […] })`.
 *
 * Names are of the role's own account and region; where a function says so, an ARN names another. A name must be known
 * when the stack is synthesized, as that of a resource with an explicit name is, or be the `arn` of a resource; and it has
 * no wildcard: what stands for more than one thing is written out, with a reason.
 */
export type Access = (location: AccessLocation) => LocatedStatements;

export type StatementsIn = (location: AccessLocation) => readonly AllowedStatement[];

/** A name of a form; what only Terraform knows is no name, and an ARN only where `arnToo` says so. */
export function named(pattern: RegExp, must: string, arnToo = true): Rule {
  const check = required(matching(pattern, must));
  return (value, at) => {
    const known = knownText(value as string);
    if (!Token.isUnresolved(known)) return check(known, at);
    if (arnToo && isArn(known)) return [];
    return [
      `'${at}' must be known when the stack is synthesized: give the name itself${arnToo ? ", or the arn of a resource" : ""}`,
    ];
  };
}

/** Nothing is allowed on a name that is none. */
export function checked(problems: readonly string[], statements: StatementsIn): Access {
  return (location) => ({ problems, statements: problems.length > 0 ? [] : statements(location) });
}

/** An ARN as it was given, or that of a resource of this name in the role's own place. */
export function arnOf(nameOrArn: string, location: Location, service: string, kind: string): string {
  const known = knownText(nameOrArn);
  return isArn(known) ? known : formatArn({ ...location, service, resource: `${kind}${known}` });
}
