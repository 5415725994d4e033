import { parseArn } from "../../arn";
import { EvaluationError } from "./evaluation-error";

/** Who makes a request. */
export interface RequestPrincipal {
  readonly name: string;
  readonly kind: "anonymous" | "service" | "federated" | "root" | "user" | "role" | "session" | "federated user";
  /** Undefined for those who are of no account. */
  readonly account: string | undefined;
  /** The principal's names in policies, from the account to the very session: ARNs without the role's path for a session. */
  readonly arns: readonly string[];
  /** The context keys that follow from who it is. */
  readonly keys: Readonly<Record<string, string>>;
}

/** `PrincipalType` by kind. Source: IAM user guide, "AWS global condition context keys". */
const TYPES = {
  root: "Account",
  user: "User",
  role: "AssumedRole",
  session: "AssumedRole",
  "federated user": "FederatedUser",
};

const read = new Map<string, RequestPrincipal>();
const MAX_READ = 10_000;

/**
 * Reads `*` (nobody in particular), a service such as `ecs-tasks.amazonaws.com`, a web identity provider such as
 * `accounts.google.com`, an account's number, or the ARN of a root, user, role, session, federated user or provider.
 */
export function requestPrincipal(name: string): RequestPrincipal {
  const known = read.get(name) ?? readPrincipal(name);
  if (read.size < MAX_READ) read.set(name, known);
  return known;
}

function readPrincipal(name: string): RequestPrincipal {
  if (name === "*")
    return { name, kind: "anonymous", account: undefined, arns: [], keys: { "aws:PrincipalType": "Anonymous" } };
  if (/^\d{12}$/.test(name)) return readPrincipal(`arn:aws:iam::${name}:root`);
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(name) && !/^cognito-identity\./.test(name))
    return { name, kind: "service", account: undefined, arns: [], keys: { "aws:PrincipalIsAWSService": "true" } };
  if (
    /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/.test(name) ||
    /^arn:aws[a-z-]*:iam::\d{12}:(saml|oidc)-provider\//.test(name)
  )
    return { name, kind: "federated", account: undefined, arns: [], keys: {} };
  const arn = parseArn(name);
  const [, type = "", path = "", last = ""] =
    /^(root|user|role|assumed-role|federated-user)(?:\/(.*\/)?([^/]+))?$/.exec(arn?.resource ?? "") ?? [];
  const expected = type === "assumed-role" || type === "federated-user" ? "sts" : "iam";
  if (arn === undefined || type === "" || arn.service !== expected || arn.account.length !== 12)
    throw new EvaluationError(
      `'${name}' is no principal: name an account, root, user, role or session by its ARN, a service as 'ecs-tasks.amazonaws.com', or '*' for anyone`,
    );
  const { partition, account } = arn;
  const root = `arn:${partition}:iam::${account}:root`;
  const common = { "aws:PrincipalAccount": account, "aws:PrincipalIsAWSService": "false" };
  if (type === "root")
    return {
      name,
      kind: "root",
      account,
      arns: [root],
      keys: { ...common, "aws:PrincipalArn": root, "aws:PrincipalType": TYPES.root },
    };
  if (type === "user")
    return {
      name,
      kind: "user",
      account,
      arns: [root, name],
      keys: { ...common, "aws:PrincipalArn": name, "aws:PrincipalType": TYPES.user, "aws:username": last },
    };
  if (type === "role")
    return {
      name,
      kind: "role",
      account,
      arns: [root, name],
      keys: { ...common, "aws:PrincipalArn": name, "aws:PrincipalType": TYPES.role },
    };
  if (type === "assumed-role") {
    // A session's ARN leaves the role's path out, and so the role's own ARN is known only where the context states it.
    const role = `arn:${partition}:iam::${account}:role/${path.replace(/\/$/, "")}`;
    return {
      name,
      kind: "session",
      account,
      arns: [root, role, name],
      keys: { ...common, "aws:PrincipalType": TYPES.session },
    };
  }
  return {
    name,
    kind: "federated user",
    account,
    arns: [root, name],
    keys: { ...common, "aws:PrincipalArn": name, "aws:PrincipalType": TYPES["federated user"] },
  };
}
