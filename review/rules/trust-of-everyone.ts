import { isForEveryone } from "./confining-conditions";
import { trusts } from "./grant-query";
import type { StateRule } from "./rule";

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
