import type { Match, StateRule } from "../../findings/rule";
import { GIVEN_BY } from "../../resource-types/given/all-given";
import { Attributes, type Given } from "../../resource-types/given/given";

/** Somebody may do something by a membership, a share, a grant or a credential: a permission that stands in no policy. */
export const givenWithoutPolicy: StateRule = {
  id: "given-without-policy",
  level: "widened",
  why: "it is a permission all the same, and no policy shows it",
  state: ({ resources, moment, accounts, configuration }) =>
    resources.flatMap((change) => {
      const read = change[moment] === undefined ? undefined : GIVEN_BY[change.type];
      if (read === undefined) return [];
      const references = (attribute: string) => configuration.references(change.declared, attribute);
      const given = read(new Attributes(change, moment, references));
      return given.map((each) => matchOf(change.address, each, accounts));
    }),
};

/** The gravest to everyone; to another account as far as the plan says which is its own. */
function matchOf(where: string, { to, may }: Given, accounts: ReadonlySet<string>): Match {
  if (to === "*") return { where, what: `everyone may ${may}`, level: "high" };
  const account = /^(?:arn:aws[a-z-]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(to)?.[1];
  const what = `${to} may ${may}`;
  if (account === undefined || accounts.has(account)) return { where, what };
  const caveat = accounts.size === 0 ? `, and the plan does not say whether account ${account} is its own` : "";
  return { where, what: `${what}${caveat}`, level: "medium" };
}
