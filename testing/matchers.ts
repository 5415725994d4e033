import type { AllowedGrant, Whose } from "./granted";
import { allows, allowsNothingOn, allowsOnly, type Outcome } from "./outcome";
import type { PermissionRequest } from "./permission-request";

/** What `expect(…)` gains, for Jest's and Vitest's types: see docs/testing.md. */
export interface PermissionMatchers<R = unknown> {
  /** A request is allowed, or with `.not` denied. */
  toAllow(request: PermissionRequest): R;
  /** The roles are granted what is listed and nothing else. */
  toAllowOnly(allowed: readonly AllowedGrant[], whose?: Whose): R;
  /** Nothing is allowed on any resource of a pattern, `arn:aws:s3:::*` for example. */
  toAllowNothingOn(pattern: string, whose?: Whose): R;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** For `expect.extend(matchers)`, in Jest and in Vitest. */
export const matchers = {
  toAllow: (source: unknown, request: PermissionRequest): MatcherResult =>
    result(allows(source, request), "it to be allowed", "it to be denied"),
  toAllowOnly: (source: unknown, allowed: readonly AllowedGrant[], whose?: Whose): MatcherResult =>
    result(allowsOnly(source, allowed, whose), "nothing else to be allowed", "something else to be allowed"),
  toAllowNothingOn: (source: unknown, pattern: string, whose?: Whose): MatcherResult =>
    result(
      allowsNothingOn(source, pattern, whose),
      `nothing to be allowed on ${pattern}`,
      `something to be allowed on ${pattern}`,
    ),
};

function result({ pass, message }: Outcome, wanted: string, opposite: string): MatcherResult {
  return { pass, message: () => `expected ${pass ? opposite : wanted}\n\n${message}` };
}
