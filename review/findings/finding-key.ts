import { createHash } from "node:crypto";

/** A short name of what a finding says, equal however many actions AWS has. */
export function findingKey(what: string): string {
  return createHash("sha256").update(withoutActionCounts(what)).digest("hex").slice(0, 8);
}

/**
 * A sentence without what AWS's list of actions decides: the number and the names of those that a wildcard stands for. See
 * `gainPhrase`, which writes them.
 */
export function withoutActionCounts(what: string): string {
  return what
    .replace(/ \(\d+ actions?\)/g, "")
    .replace(/, no action (?:more|less) of those AWS has today/g, "")
    .replace(/, that is \d+ actions? (?:more|less): [A-Za-z0-9:*?, -]+(?= \(|$)/g, "");
}
