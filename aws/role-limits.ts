import type { NumberRange } from "./number-range";

/** IAM's quota for all inline policies of a role together, in characters without white space. Source: IAM user guide, quotas. */
export const INLINE_POLICY_CHARACTERS = 10_240;

/** Source: IAM API reference, CreateRole. */
export const MAX_SESSION_DURATION_SECONDS: NumberRange = { from: 3600, to: 43_200 };
