import type { Grant } from "../../aws/policy/grant";
import { hasCondition } from "./grant-query";

/** Condition keys that keep a grant to everyone from being one. Source: AWS, "The meaning of public". */
const CONFINING_KEYS = [
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpcsourceip",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "sts:externalid",
];

/** Whether a grant is to everyone, without a condition that says whom it means. */
export function isForEveryone(grant: Grant): boolean {
  const everyone = grant.principal.include === "*" && grant.principal.exclude.length === 0;
  const almostEveryone = grant.principal.include === "*" && grant.principal.exclude.length > 0;
  return (
    (everyone || almostEveryone) &&
    !grant.tests.some((test) => CONFINING_KEYS.includes(test.key) && !isOpen(test.values))
  );
}

/** Whether a service may act for somebody else's resource: the confused deputy. */
export function namesItsSource(grant: Grant): boolean {
  return hasCondition(grant, ["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"]);
}

/** A condition any request meets. */
function isOpen(values: readonly string[]): boolean {
  return values.some((value) => value === "*" || value === "0.0.0.0/0" || value === "::/0");
}
