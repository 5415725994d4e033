import { identityAllows } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** Actions KMS checks against the alias as well as against the key. Source: Service Authorization Reference, AWS KMS. */
const ALIAS_ACTIONS = ["kms:createalias", "kms:deletealias", "kms:updatealias", "kms:*", "*"];

/** A KMS permission on an alias, which authorises nothing. */
export const kmsAliasResource: StateRule = {
  id: "kms-alias-resource",
  level: "medium",
  why: "KMS authorises the key and not the name it is called by: name the key's ARN, or any key with the condition kms:ResourceAliases",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const uses = identityAllows(
        state,
        ({ include }) => include.startsWith("kms:") && !ALIAS_ACTIONS.includes(include),
      );
      const wrong = uses.filter(({ resource }) => /^arn:[^:]*:kms:[^:]*:[^:]*:alias\//.test(resource.include));
      return [...new Set(wrong.map(({ resource }) => resource.include))].map((alias) => ({
        where: state.where,
        what: `${state.title} has a KMS permission on the alias ${alias}, which grants nothing`,
      }));
    }),
};
