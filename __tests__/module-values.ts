import * as fc from "fast-check";

/** Where the services are. */
export const ACCOUNT = "000000000000";
export const REGION = "eu-west-1";

const KEYS = ["alias/my-key", `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`] as const;
export const key = fc.constantFrom(...KEYS);
export const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);

/** Where a parameter or a secret is, in every way of saying it. */
export const secret = fc.oneof(
  word.map((name) => `/my-service/${name}`),
  word.map((name) => `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name}`),
  word.map((name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-AbCd12`),
  word.map((name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-AbCd12:password::`),
  word.map((name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}`),
  word.map((name) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-secret`),
  word.map((name) => `/aws/reference/secretsmanager/${name}`),
  word.map((name) => `secretsmanager:my/${name}`),
  word.map((name) => `secretsmanager:my/${name}:password::`),
);
