import type { PatternSet, Permission } from "../report/report";

type Json = Readonly<Record<string, unknown>>;

/** One side of a permission as a statement that allows it, so that it can be compared as policies are. */
export function permissionStatement({ principals, actions, resources, conditions }: Permission): Json {
  return {
    Effect: "Allow",
    ...element("Action", actions, patternsOf),
    ...(resources.length > 0 && element("Resource", resources, patternsOf)),
    ...(principals.length > 0 && element("Principal", principals, principalsOf)),
    ...(conditions.length > 0 && { Condition: conditionBlock(conditions) }),
  };
}

/** Exceptions stand alone in a list: they come of a `Not…` element. */
function element(name: string, sets: readonly PatternSet[], written: (patterns: readonly string[]) => unknown): Json {
  const [only] = sets;
  if (only?.except) return { [`Not${name}`]: written(only.except) };
  return { [name]: written(sets.map(({ pattern }) => pattern)) };
}

function patternsOf(patterns: readonly string[]): unknown {
  return patterns;
}

/** A report writes `AWS:arn:…` and `Service:…`; everyone is `*`. */
function principalsOf(patterns: readonly string[]): unknown {
  if (patterns.includes("*")) return "*";
  const byType: Record<string, string[]> = {};
  for (const pattern of patterns) {
    const colon = pattern.indexOf(":");
    const type = pattern.slice(0, colon);
    byType[type] = [...(byType[type] ?? []), pattern.slice(colon + 1)];
  }
  return byType;
}

function conditionBlock(conditions: Permission["conditions"]): Json {
  const block: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of conditions) block[operator] = { ...block[operator], [key]: values };
  return block;
}
