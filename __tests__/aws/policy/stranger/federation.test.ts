import { parsePolicy } from "../../../../aws/policy/parse-policy";
import { federationOf } from "../../../../aws/policy/stranger/federation";

const GITHUB = "token.actions.githubusercontent.com";

function reachOf(provider: string, condition: object): string {
  const Principal = { Federated: provider === "*" ? "*" : `arn:aws:iam::111111111111:oidc-provider/${provider}` };
  const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRoleWithWebIdentity", Condition: condition };
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
  if ("problem" in parsed) throw new Error(parsed.problem);
  const [grant] = parsed.grants;
  return (grant && federationOf(grant, parsed.grants)?.reach) ?? "named";
}

describe("a trust of GitHub's tokens", () => {
  it.each([
    ["everyone", { StringLike: { [`${GITHUB}:sub`]: "repo:*" } }],
    ["everyone", { StringNotLike: { [`${GITHUB}:sub`]: "repo:shop/*" } }],
    ["owners", { StringLike: { [`${GITHUB}:sub`]: "repo:shop/*" } }],
    ["owners", { StringLike: { [`${GITHUB}:sub`]: "repo:shop/orders*" } }],
    ["owners", { StringEquals: { [`${GITHUB}:repository_owner`]: "shop" } }],
    ["named", { StringLike: { [`${GITHUB}:sub`]: "repo:shop/orders:*" } }],
    ["named", { StringLike: { [`${GITHUB}:job_workflow_ref`]: "shop/orders/.github/workflows/deploy.yml@*" } }],
    [
      "named",
      {
        StringEquals: {
          [`${GITHUB}:repository_owner`]: "shop",
          [`${GITHUB}:sub`]: "repo:shop/orders:ref:refs/heads/main",
        },
      },
    ],
  ])("reaches %s by %j", (reach, condition) => {
    expect(reachOf(GITHUB, condition)).toBe(reach);
  });
});

it.each([
  ["oidc.vercel.com", { StringEquals: { "oidc.vercel.com:aud": "https://vercel.com/shop" } }, "everyone"],
  [
    "oidc.vercel.com",
    { StringEquals: { "oidc.vercel.com:sub": "owner:shop:project:orders:environment:production" } },
    "named",
  ],
  ["api.pulumi.com/oidc", {}, "everyone"],
  ["*", {}, "everyone"],
])("takes tokens of %s under %j for %s's", (provider, condition, reach) => {
  expect(reachOf(provider, condition)).toBe(reach);
});
