import { matching } from "../validation/rules";

/** IAM's rules for names. Source: IAM API reference, CreateRole and PutRolePolicy. */
export const roleNameRule = matching(/^[\w+=,.@-]{1,64}$/, "be 1 to 64 letters, digits or + = , . @ _ -");
export const policyNameRule = matching(/^[\w+=,.@-]{1,128}$/, "be 1 to 128 letters, digits or + = , . @ _ -");
export const rolePathRule = matching(
  /^\/([\u0021-\u007E]{1,510}\/)?$/,
  "start and end with a slash, and be at most 512 characters",
);
