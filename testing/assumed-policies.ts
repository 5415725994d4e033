import type { Location } from "../aws/arn";
import type { NamedPolicy, Policies } from "../aws/policy/evaluate/decision";

/** The own permissions of whoever is not in the stack: everything, so that only the stack's policies can stop them. */
export const unlimited: NamedPolicy = {
  name: "own permissions",
  document: {
    Version: "2012-10-17",
    Statement: [{ Sid: "Administrator", Effect: "Allow", Action: "*", Resource: "*" }],
  },
};

/**
 * The policy of a resource that is not in the stack: as open to the stack's account as its owner can make it, where without
 * one it would be closed: keys, and what is in other accounts. What is then denied, the stack's policies deny.
 */
export function policyOfItsOwner(
  resource: string,
  account: string,
  { account: own, partition = "aws" }: Partial<Location>,
): Pick<Policies, "resource"> {
  if (own === undefined || (account === own && !/^arn:[^:]+:kms:/.test(resource))) return {};
  return {
    resource: {
      name: "policy of its owner",
      document: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AccountMayDecide",
            Effect: "Allow",
            Principal: { AWS: `arn:${partition}:iam::${own}:root` },
            Action: "*",
            Resource: "*",
          },
        ],
      },
    },
  };
}
