import type { Grant } from "../grant";

/** Whom a token of an identity provider may be for. */
export interface IdentityProvider {
  /** The issuer's host and path, as it begins its condition keys, in lower case. */
  readonly issuer: string;
  /** Who gets a token from it. */
  readonly users: string;
  /** Whether anyone may become one of them. */
  readonly isPublic: boolean;
  /** The claims that say whose a token is. Without one of them, tokens of anyone will do. */
  readonly claims: readonly string[];
  /** Those of them that say no more than who owns it. */
  readonly owners?: readonly string[];
  /** How the subject begins that names an owner and something of theirs. */
  readonly subject?: RegExp;
}

type Known = Omit<IdentityProvider, "issuer">;

/** Providers that issue tokens to whoever signs up. Source: their documentation on federating with AWS. */
const PUBLIC_PROVIDERS: Readonly<Record<string, Known>> = {
  "token.actions.githubusercontent.com": {
    users: "every workflow on GitHub",
    isPublic: true,
    claims: ["sub", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref"],
    owners: ["repository_owner", "repository_owner_id"],
    subject: /^(?:repo:|[^:]*:repo:)?([^/:]*)(?:\/([^/:]*))?/,
  },
  "gitlab.com": {
    users: "every project on gitlab.com",
    isPublic: true,
    claims: ["sub", "namespace_id", "namespace_path", "project_id", "project_path"],
    owners: ["namespace_id", "namespace_path"],
    subject: /^(?:project_path:)?([^/:]*)(?:\/([^:]*))?/,
  },
  "app.terraform.io": {
    users: "every workspace of HCP Terraform",
    isPublic: true,
    claims: ["sub"],
    subject: /^organization:([^:]*)(?::project:([^:]*))?/,
  },
  "agent.buildkite.com": {
    users: "every pipeline of Buildkite",
    isPublic: true,
    claims: ["sub"],
    subject: /^organization:([^:]*)(?::pipeline:([^:]*))?/,
  },
  "oidc.vercel.com": {
    users: "every project on Vercel",
    isPublic: true,
    claims: ["sub"],
    subject: /^owner:([^:]*):project:([^:]*)/,
  },
  "api.pulumi.com/oidc": {
    users: "every organization of Pulumi Cloud",
    isPublic: true,
    claims: ["aud", "sub"],
  },
  "accounts.google.com": {
    users: "everyone with a Google account",
    isPublic: true,
    claims: ["aud", "oaud", "sub"],
  },
  "cognito-identity.amazonaws.com": {
    users: "everyone with an identity pool of their own",
    isPublic: true,
    claims: ["aud", "sub"],
  },
  "graph.facebook.com": { users: "everyone with a Facebook account", isPublic: true, claims: ["app_id", "id"] },
  "www.amazon.com": { users: "everyone with an Amazon account", isPublic: true, claims: ["app_id", "user_id"] },
  "appleid.apple.com": { users: "everyone with an Apple account", isPublic: true, claims: ["aud", "sub"] },
};

/** Any provider that the account has. */
const ANY: Known = { users: "everyone whom any provider gives a token", isPublic: true, claims: [] };
const CLUSTER: Known = {
  users: "every pod of the cluster",
  isPublic: false,
  claims: ["sub"],
  subject: /^system:serviceaccount:([^:]*)/,
};
const PRIVATE: Known = { users: "everyone whom it gives a token", isPublic: false, claims: ["sub"] };

/** The provider of web identities that a trust policy's grant is to. SAML providers are somebody's own, and not among them. */
export function identityProviderOf({ principal }: Grant): IdentityProvider | undefined {
  const name = /^Federated:(.+)$/.exec(principal.include)?.[1];
  if (name === undefined || name.includes(":saml-provider/")) return undefined;
  const issuer = name.replace(/^arn:[^:]*:iam::[^:]*:oidc-provider\//, "").toLowerCase();
  if (issuer === "*") return { issuer, ...ANY };
  const known = PUBLIC_PROVIDERS[issuer] ?? (/^oidc\.eks\./.test(issuer) ? CLUSTER : PRIVATE);
  return { issuer, ...known };
}
