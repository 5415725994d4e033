import { grouped } from "../../../aws/grouped";
import type { GrantedAction } from "../granted";
import type { Report } from "../report";
import { type Entry, facts, type Group, type Mark, type Section } from "./document";

/** What the one stack's roles may do and the other's may not. */
export function differenceSections({ compared }: Report): readonly Section[] {
  if (compared === undefined) return [];
  const { left, right, onlyLeft, onlyRight } = compared;
  return [
    section(`Only in ${left}, not in ${right}`, "less", onlyLeft),
    section(`Only in ${right}, not in ${left}`, "more", onlyRight),
  ];
}

function section(title: string, mark: Mark, actions: readonly GrantedAction[]): Section {
  const groups = [
    ...grouped(actions, ({ role, roleName }) => (roleName === undefined ? role : `${role} ${roleName}`)),
  ].map(([who, own]): Group => ({ title: who, entries: entries(who, mark, own) }));
  const count = groups.reduce((sum, group) => sum + group.entries.length, 0);
  return { kind: "difference", title, count, isOpen: true, groups };
}

/** An entry for each action and its conditions, on every resource they are the same of. */
function entries(who: string, mark: Mark, actions: readonly GrantedAction[]): readonly Entry[] {
  const alike = grouped(actions, ({ effect, action, conditions }) => [effect, action, ...conditions].join("\n"));
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { effect, action, conditions } = first;
    return {
      mark,
      heading: `${effect === "Deny" ? "must not" : "may"} ${action}`,
      facts: facts(["on", own.map(({ resource }) => resource), "code"], ["if", conditions, "code"]),
      cells: [[who, action.split(":")[0] ?? action]],
      actions: [action],
    };
  });
}
