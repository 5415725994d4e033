import type { Grant } from "./grant";
import type { Permissions } from "./grants";

/** For a terminal: role by role, statement by statement. */
export function renderText({ stack, grants, unknown }: Permissions): string {
  const roles = [...new Set(grants.map(({ role, roleName }) => `${role} ${roleName}`))];
  const blocks = roles.map((title) => {
    const own = grants.filter(({ role, roleName }) => `${role} ${roleName}` === title);
    return `${title}\n${own.map(renderGrant).join("\n")}`;
  });
  const warnings = unknown.map(({ address, why }) => `${address}: ${why}`);
  return [`${stack}: who may do what\n`, ...blocks, ...warnings].join("\n");
}

function renderGrant({ sid, effect, actions, resources, conditions, neededBy }: Grant): string {
  const lines = [
    ...list(effect === "Deny" ? "must not" : "may", actions),
    ...list("on", resources),
    ...list("if", conditions),
    ...list("for", neededBy),
  ];
  return `  ${sid || "(no Sid)"}\n${lines.join("\n")}\n`;
}

function list(label: string, items: readonly string[]): readonly string[] {
  return items.map((item, index) => `    ${(index === 0 ? label : "").padEnd(9)}${item}`);
}
