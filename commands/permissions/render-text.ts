import { labelled, wrapped } from "../../review/render/terminal";
import type { Grant } from "./grant";
import type { Permissions } from "./grants";

/** For a terminal: role by role, statement by statement. */
export function renderText({ stack, grants, unknown }: Permissions): string {
  const roles = [...new Set(grants.map(({ role, roleName }) => `${role} ${roleName}`))];
  const blocks = roles.map((title) => {
    const own = grants.filter(({ role, roleName }) => `${role} ${roleName}` === title);
    return `${title}\n${own.map(renderGrant).join("\n")}`;
  });
  const warnings = unknown.flatMap(({ address, why }) => wrapped(`${address}: ${why}`, "", "  "));
  return [`${stack}: who may do what\n`, ...blocks, ...warnings].join("\n");
}

function renderGrant({ sid, effect, actions, resources, conditions, neededBy }: Grant): string {
  const lines = [
    ...labelled(effect === "Deny" ? "must not" : "may", actions, "    "),
    ...labelled("on", resources, "    "),
    ...labelled("if", conditions, "    "),
    ...labelled("for", neededBy, "    "),
  ];
  return `  ${sid || "(no Sid)"}\n${lines.join("\n")}\n`;
}
