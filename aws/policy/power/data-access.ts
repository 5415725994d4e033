import type { Grant } from "../grant";
import { mayDo, type Power } from "./may-do";

/** What is kept in an account, the ways to read it, and AWS's policies that let their holder do so. */
interface Store {
  readonly what: string;
  readonly powers: readonly Power[];
  readonly managedPolicies: readonly string[];
}

const read = (actions: readonly string[], service: string, resource: string): Power[] =>
  actions.map((action) => ({
    action,
    to: { service, resource },
    values: { "dynamodb:leadingkeys": ["stranger739"], "secretsmanager:secretid": ["stranger739"] },
  }));

/** Source: AWS managed policy reference. */
const STORES: readonly Store[] = [
  {
    what: "secret",
    powers: read(["secretsmanager:getsecretvalue"], "secretsmanager", "secret:stranger739-AbCdEf"),
    managedPolicies: ["SecretsManagerReadWrite"],
  },
  {
    what: "parameter",
    powers: read(["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath"], "ssm", "parameter/stranger739"),
    managedPolicies: ["AmazonSSMFullAccess", "AmazonSSMReadOnlyAccess"],
  },
  {
    what: "object",
    powers: read(["s3:getobject"], "s3", "stranger739/object"),
    managedPolicies: ["AmazonS3FullAccess", "AmazonS3ReadOnlyAccess", "ReadOnlyAccess", "PowerUserAccess"],
  },
  {
    what: "table",
    powers: read(["dynamodb:getitem", "dynamodb:query", "dynamodb:scan"], "dynamodb", "table/stranger739"),
    managedPolicies: ["AmazonDynamoDBFullAccess", "AmazonDynamoDBReadOnlyAccess"],
  },
];

/** Of what an identity may read all that its account has: `secret`, `object`, … `managed` are the ARNs of AWS's policies it has. */
export function wholeStores(
  identity: readonly Grant[],
  managed: readonly string[],
  boundary?: readonly Grant[],
): string[] {
  const names = managed.flatMap((arn) => /:aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1] ?? []);
  return STORES.filter(
    ({ powers, managedPolicies }) =>
      managedPolicies.some((name) => names.includes(name)) || powers.some((power) => mayDo(identity, power, boundary)),
  ).map(({ what }) => what);
}
