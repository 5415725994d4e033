import { isForEveryone } from "../../findings/confining-conditions";
import { trusts } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** A trust policy that lets anyone assume the role. */
export const trustOfEveryone: StateRule = {
  id: "trust-of-everyone",
  level: "high",
  why: "anyone with an AWS account can assume the role and use its permissions",
  state: ({ subjects }) =>
    subjects
      .filter((state) => trusts(state).some(isForEveryone))
      .map(({ where, title }) => ({ where, what: `${title} can be assumed by everyone` })),
};
