import type { Outcome } from "./outcome";
import { allows } from "./outcome";
import type { PermissionRequest } from "./permission-request";
import type { Permissions } from "./permissions";
import { TestingError } from "./testing-error";

/** Somebody of another account, who may do there whatever they like. */
const STRANGER = "arn:aws:iam::999999999999:role/stranger";

/** Whether nobody may do something but these roles: no other role, no other account, nobody who is not signed in. */
export function onlyTheseAllow(
  permissions: Permissions,
  roles: readonly string[],
  { action, resource, context }: Pick<PermissionRequest, "action" | "resource" | "context">,
): Outcome {
  const named = roles.map((word) => {
    const found = permissions.roles(word);
    if (found.length === 0) throw new TestingError(`there is no role '${word}'`);
    return found;
  });
  const others = permissions.roles().filter((role) => !named.flat().includes(role));
  const asked = { action, resource, ...(context && { context }) };
  const outcomes = [
    ...others.map(({ address }) => allows(permissions, { role: address, ...asked })),
    ...[STRANGER, "*"].map((principal) => allows(permissions, { principal, ...asked })),
  ];
  const allowed = outcomes.filter(({ pass }) => pass);
  return {
    pass: allowed.length === 0,
    message: allowed.length === 0 ? "nobody else is allowed" : allowed.map(({ message }) => message).join("\n"),
  };
}
