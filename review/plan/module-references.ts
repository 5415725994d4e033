import { referencesIn } from "./expression-references";
import type { ConfigurationModule } from "./plan";

/** The resources that any expression of a module refers to, by address. Local values are not among the expressions of a plan. */
export function referredIn({
  resources = [],
  outputs = {},
  module_calls: calls = {},
}: ConfigurationModule): ReadonlySet<string> {
  const found = referencesIn([
    resources.map(({ expressions, for_each_expression: each }) => [expressions, each]),
    Object.values(outputs),
    Object.values(calls).map(({ expressions, for_each_expression: each }) => [expressions, each]),
  ]);
  return new Set(found.map((reference) => /^(?:data\.)?[^.[]+\.[^.[]+/.exec(reference)?.[0] ?? reference));
}

/** The local values that the policies of a module are written from. */
export function localsForPolicies({ resources = [] }: ConfigurationModule): ReadonlySet<string> {
  const found = resources.flatMap(({ expressions = {}, for_each_expression: each }) =>
    Object.entries(expressions).flatMap(([attribute, expression]) => {
      const references = /polic/.test(attribute) ? referencesIn(expression) : [];
      return references.some((reference) => reference.startsWith("each."))
        ? [...references, ...referencesIn(each)]
        : references;
    }),
  );
  return new Set(found.flatMap((reference) => /^local\.[^.[]+/.exec(reference)?.[0] ?? []));
}
