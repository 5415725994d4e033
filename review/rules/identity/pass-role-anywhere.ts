import type { Grant } from "../../../aws/policy/grant";
import { gives, mayDo } from "../../../aws/policy/power/may-do";
import { allowing, clausesAt, hasCondition } from "../../findings/grant-query";
import { reachBefore, reachOf } from "../../findings/power";
import type { SubjectState } from "../../findings/reviewed-plan";
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
      const passes = passesOf(state);
      const bound = isBound(passes);
      if (moment === "after" && passedBefore(state, bound)) return [];
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

function passesOf(state: SubjectState): readonly Grant[] {
  return allowing(state, ANY_ROLE.action).filter((grant) => gives(grant, ANY_ROLE));
}

function isBound(passes: readonly Grant[]): boolean {
  return passes.every((grant) => hasCondition(grant, ["iam:passedtoservice"]));
}

/** Whether the subject could pass any role before, to as many services: a way to more, that it had by it, was told then. */
function passedBefore(now: SubjectState, bound: boolean): boolean {
  const { state } = reachBefore(now);
  return mayDo(clausesAt(state, "identity"), ANY_ROLE) && (bound || !isBound(passesOf(state)));
}
