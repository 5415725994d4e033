import { grouped } from "../../../aws/grouped";
import type { GrantedStatement } from "../granted";
import type { Report } from "../report";
import { type Entry, facts, type Group, type Section } from "./document";

/** What each role may do, statement by statement. */
export function grantedSection({ granted }: Report): Section {
  const grants = granted?.grants ?? [];
  const byRole = grouped(grants, ({ role, roleName }) => `${role} ${roleName}`);
  const groups = [...byRole].map(
    ([title, own]): Group => ({ title, entries: own.map((grant) => statement(title, grant)) }),
  );
  return { kind: "statements", title: "Statements", count: grants.length, isOpen: true, groups };
}

function statement(who: string, { name, effect, actions, resources, conditions, neededBy }: GrantedStatement): Entry {
  const isDeny = effect === "Deny";
  return {
    mark: isDeny ? "guard" : "",
    heading: name,
    facts: facts(
      [isDeny ? "must not" : "may", actions, "code"],
      ["on", resources, "code"],
      ["if", conditions, "code"],
      ["for", neededBy, "words"],
    ),
    cells: [...new Set(actions.map(serviceOf))].map((service) => [who, service] as const),
    actions,
  };
}

function serviceOf(action: string): string {
  return /^([\w-]+):/.exec(action)?.[1] ?? "every service";
}

/** What of them cannot be told. */
export function unknownGrantSection({ granted, compared }: Report): Section {
  const { unknown = [] } = granted ?? compared ?? {};
  const entries = unknown.map(({ address, why }): Entry => {
    return { mark: "unknown", heading: why, facts: facts(["where", [address], "code"]) };
  });
  return { kind: "unknown", title: "Not known", count: entries.length, isOpen: true, groups: [{ entries }] };
}
