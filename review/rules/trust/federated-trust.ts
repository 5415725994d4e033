import { type Federation, federationOf } from "../../../aws/policy/stranger/federation";
import { grantsAt } from "../../findings/grant-query";
import type { Match, StateRule } from "../../findings/rule";

/** A trust policy that takes tokens of an identity provider whoever they are for. */
export const federatedTrust: StateRule = {
  id: "federated-trust",
  level: "high",
  why: "the provider vouches that a token is its own, and not that it was meant for this role: the condition has to say whose token it takes",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const said = grantsAt(state, "trust");
      return state.allows.trust.flatMap((grant): Match[] => {
        const federation = federationOf(grant, said);
        if (federation === undefined) return [];
        return [{ where: state.where, what: `${state.title} ${sentence(federation)}`, ...levelOf(federation) }];
      });
    }),
};

function sentence({ provider, reach, subjects }: Federation): string {
  const named = subjects.length > 0 ? ` (${[...new Set(subjects)].join(", ")})` : "";
  return reach === "everyone"
    ? `can be assumed by ${provider.users}, through ${provider.issuer}${named}`
    : `can be assumed by more than one repository, project or pipeline of ${provider.issuer}${named}`;
}

/** A private provider's users are the company's own, and an owner's are not everyone. */
function levelOf({ provider, reach }: Federation): Pick<Match, "level"> {
  return reach === "everyone" && provider.isPublic ? {} : { level: "medium" };
}
