import { problem, unknownMembers } from "../../aws/messages";
import type { RulesOf } from "./rules";

/** What is wrong with an object, and what of it is as its rules want it. */
export interface Checked<T> {
  readonly problems: readonly string[];
  /** The members with which nothing is wrong: what checks them together meets nothing else. */
  readonly sound: Partial<T>;
}

/**
 * Checks an object member by member. What has problems is not rendered, and what compares its members looks at `sound`, so
 * that neither meets a value that is not of its type.
 */
export function checkSound<T extends object>(value: unknown, rules: RulesOf<T>, at = ""): Checked<T> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problems: [problem(at || "props", "be an object", value)], sound: {} };
  }
  const members = Object.entries(rules) as [keyof T & string, RulesOf<T>[keyof T]][];
  const found = members.map(([name, rule]) => ({
    name,
    member: (value as T)[name],
    problems: rule((value as T)[name], at ? `${at}.${name}` : name),
  }));
  return {
    problems: [...unknownMembers(value, Object.keys(rules), at), ...found.flatMap(({ problems }) => problems)],
    sound: Object.fromEntries(
      found.filter(({ problems }) => problems.length === 0).map(({ name, member }) => [name, member]),
    ) as Partial<T>,
  };
}
