import { AssertionError } from "node:assert";
import type { AllowedGrant, Whose } from "./granted";
import { allows, allowsNothingOn, allowsOnly, type Outcome } from "./outcome";
import type { PermissionRequest } from "./permission-request";

/** Fails unless a request is allowed. These functions are for `node:test`, and for wherever there is no `expect`. */
export function assertAllows(source: unknown, request: PermissionRequest): void {
  check(allows(source, request), "it to be allowed");
}

/** Fails where a request is allowed. */
export function assertDenies(source: unknown, request: PermissionRequest): void {
  const { pass, message } = allows(source, request);
  check({ pass: !pass, message }, "it to be denied");
}

/** Fails where the roles are granted more than what is listed, or less. */
export function assertAllowsOnly(source: unknown, allowed: readonly AllowedGrant[], whose?: Whose): void {
  check(allowsOnly(source, allowed, whose), "nothing else to be allowed");
}

/** Fails where anything is allowed on a resource of a pattern. */
export function assertAllowsNothingOn(source: unknown, pattern: string, whose?: Whose): void {
  check(allowsNothingOn(source, pattern, whose), `nothing to be allowed on ${pattern}`);
}

function check({ pass, message }: Outcome, wanted: string): void {
  if (!pass) throw new AssertionError({ message: `expected ${wanted}\n\n${message}`, stackStartFn: check });
}
