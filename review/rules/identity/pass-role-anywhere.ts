import { allowing, hasCondition, identityAllows } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** `iam:PassRole` on every role. */
export const passRoleAnywhere: StateRule = {
  id: "pass-role-anywhere",
  level: "high",
  why: "who may hand any role to a service can use the most powerful role of the account",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const passes = allowing(identityAllows(state), "iam:passrole").filter(
        ({ resource, action }) =>
          action.include !== "*" && /^(?:\*|arn:[^:]*:iam::[^:]*:(?:\*|role\/\*))$/.test(resource.include),
      );
      const [first] = passes;
      if (first === undefined) return [];
      const bound = passes.every((grant) => hasCondition(grant, ["iam:passedtoservice"]));
      const resource = first.resource.include;
      return [
        {
          where: state.where,
          what: `${state.title} may pass any role (iam:PassRole on ${resource})${bound ? ", to the services named" : " to any service"}`,
          ...(bound && { level: "medium" as const }),
        },
      ];
    }),
};
