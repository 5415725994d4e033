import type { Conditions } from "../../aws/policy/statement";
import { knownText } from "./known-text";

/** What a statement is about: what it says of anything else is left alone. */
interface About {
  readonly resources?: readonly string[];
  readonly conditions?: Conditions;
}

/** A statement with what follows from the names of resources written out, so that the plan knows it. */
export function knownStatement<T extends About>(statement: T): T {
  const { resources, conditions } = Object(statement) as About;
  return {
    ...statement,
    ...(Array.isArray(resources) && { resources: resources.map(knownText) }),
    ...(conditions && { conditions: knownConditions(conditions) }),
  };
}

function knownConditions(conditions: Conditions): Conditions {
  return mapValues(conditions, (keys) =>
    mapValues(keys, (values) => (Array.isArray(values) ? values.map(knownText) : knownText(values as string))),
  );
}

/** Nothing of what a user wrote is trusted to have its form: what is no object stays what it is. */
function mapValues<V, R>(record: Readonly<Record<string, V>>, map: (value: V) => R): Readonly<Record<string, R>> {
  if (typeof record !== "object" || record === null) return record;
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
