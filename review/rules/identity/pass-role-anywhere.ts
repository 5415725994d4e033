import { gives, mayDo } from "../../../aws/policy/power/may-do";
import { allowing, clausesAt, hasCondition } from "../../findings/grant-query";
import { reachOf } from "../../findings/power";
import type { StateRule } from "../../findings/rule";

/** `iam:PassRole` on every role, by one who has no shorter way to all permissions. */
export const passRoleAnywhere: StateRule = {
  id: "pass-role-anywhere",
  level: "high",
  why: "who may hand any role to a service can use the most powerful role of the account",
  state: ({ subjects, moment }) =>
    subjects.flatMap((state) => {
      if (!mayDo(clausesAt(state, "identity"), ANY_ROLE)) return [];
      const { everything, escalation } = reachOf(state, moment);
      if (everything.length > 0 || escalation !== undefined) return [];
      const passes = allowing(state, ANY_ROLE.action).filter((grant) => gives(grant, ANY_ROLE));
      const bound = passes.every((grant) => hasCondition(grant, ["iam:passedtoservice"]));
      return [
        {
          where: state.where,
          what: `${state.title} may pass any role (iam:PassRole on ${passes[0]?.resource.include})${bound ? ", to the services named" : " to any service"}`,
          ...(bound && { level: "medium" as const }),
        },
      ];
    }),
};

const ANY_ROLE = { action: "iam:passrole", to: { service: "iam", resource: "role/stranger739" } };
