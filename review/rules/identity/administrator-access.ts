import { identityAllows } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

const ADMINISTRATOR_POLICIES = /:aws:policy\/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)$/;

/** Every action on everything, or a policy of AWS's that comes to it. */
export const administratorAccess: StateRule = {
  id: "administrator-access",
  level: "high",
  why: "whoever gets hold of its credentials can do everything in the account, and delete it",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const everything = identityAllows(state).some(
        ({ action, resource, tests }) =>
          /^\*(:\*)?$/.test(action.include) &&
          action.exclude.length === 0 &&
          resource.include === "*" &&
          tests.length === 0,
      );
      const named = state.managedPolicies.flatMap((arn) => ADMINISTRATOR_POLICIES.exec(arn)?.[0].split("/")[1] ?? []);
      const reasons = [
        ...(everything ? ["every action on every resource"] : []),
        ...named.map((name) => `AWS's ${name}`),
      ];
      return reasons.map((reason) => ({
        where: state.where,
        what: `${state.title} may do everything: it has ${reason}`,
      }));
    }),
};
