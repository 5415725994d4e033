import type { Clause } from "../clause";
import { mayDo, type Power } from "./may-do";

const read = (actions: readonly string[], service: string, resource: string): Power[] =>
  actions.map((action) => ({
    action,
    to: { service, resource },
    values: { "dynamodb:leadingkeys": ["stranger739"], "secretsmanager:secretid": ["stranger739"] },
  }));

/** What is kept in an account, and the ways to read it. */
const STORES: Readonly<Record<string, readonly Power[]>> = {
  secret: read(["secretsmanager:getsecretvalue"], "secretsmanager", "secret:stranger739-AbCdEf"),
  parameter: read(
    ["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "ssm:getparameterhistory"],
    "ssm",
    "parameter/stranger739",
  ),
  object: read(["s3:getobject", "s3:getobjectversion"], "s3", "stranger739/object"),
  table: read(
    ["dynamodb:getitem", "dynamodb:batchgetitem", "dynamodb:query", "dynamodb:scan", "dynamodb:partiqlselect"],
    "dynamodb",
    "table/stranger739",
  ),
};

/** Of what an identity may read all that its account has: `secret`, `object`, … */
export function wholeStores(identity: readonly Clause[], boundary?: readonly Clause[]): string[] {
  return Object.entries(STORES).flatMap(([store, powers]) =>
    powers.some((power) => mayDo(identity, power, boundary)) ? [store] : [],
  );
}
