import type { Match, TransitionRule } from "../../findings/rule";
import type { Check } from "../../plan/plan";

/** A `check`, precondition or postcondition of the configuration that does not hold. */
export const checkFails: TransitionRule = {
  id: "check-fails",
  level: "medium",
  why: "the configuration itself says that this must hold",
  transition: ({ plan }) => (plan.checks ?? []).flatMap(failures),
};

function failures({ address, status, instances = [] }: Check): Match[] {
  if (status !== "fail" && status !== "error") return [];
  const name = address?.to_display ?? "a check";
  const problems = instances.flatMap((instance) =>
    (instance.problems ?? []).map(({ message }) => ({
      where: instance.address?.to_display ?? name,
      what: `${instance.address?.to_display ?? name} fails: ${message ?? "without a message"}`,
    })),
  );
  return problems.length > 0 ? problems : [{ where: name, what: `${name} fails` }];
}
