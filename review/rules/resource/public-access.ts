import { beyond, type Opening, openingsOf } from "../../findings/ingress";
import type { StateRule } from "../../findings/rule";
import { type Moment, type ResourceChange, shownValue } from "../../plan/resource-change";
import { blocksOf } from "../../resource-types/given/given";

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
const PUBLIC_ACLS = /^(public-read|public-read-write|authenticated-read|website)$/;

/** Settings other than policies that open something to the internet. */
export const publicAccess: StateRule = {
  id: "public-access",
  level: "high",
  why: "it lets the internet in, whatever the policies beside it intend",
  state: ({ resources, moment }) =>
    resources.flatMap((change) => {
      const value = (attribute: string) => shownValue(change, attribute, moment);
      return [
        ...openings(change, value, moment).map((what) => ({
          where: change.address,
          what: `${change.address} ${what}`,
        })),
        ...newOpenings(change, moment).map(({ part, ports, protocol, networks, isWeb }) => ({
          where: change.address,
          what: `${change.address} lets ${part ?? "the whole internet"} in on ${ports}`,
          identity: `${change.address} lets ${[...networks].sort().join(", ")} in on ${ports} of ${protocol}`,
          ...(isWeb && { level: "low" as const }),
        })),
      ];
    }),
};

function openings(change: ResourceChange, value: (attribute: string) => unknown, moment: "before" | "after"): string[] {
  switch (change.type) {
    case "aws_s3_bucket_public_access_block":
    case "aws_s3_account_public_access_block": {
      if (change[moment] === undefined)
        return moment === "after" && change.action === "delete" ? ["no longer blocks public access"] : [];
      const off = BLOCKS.filter((block) => value(block) === false);
      return off.length > 0 ? [`leaves public access open (${off.join(", ")})`] : [];
    }
    case "aws_s3_bucket_acl":
    case "aws_s3_bucket": {
      const acl = value("acl");
      return typeof acl === "string" && PUBLIC_ACLS.test(acl) ? [`has the ACL ${acl}`] : [];
    }
    case "aws_s3_access_point": {
      const [block] = blocksOf(value("public_access_block_configuration"));
      const off = BLOCKS.filter((name) => block?.[name] === false);
      return off.length > 0 ? [`leaves public access open (${off.join(", ")})`] : [];
    }
    case "aws_ec2_image_block_public_access":
    case "aws_ebs_snapshot_block_public_access":
      return value("state") === "unblocked" ? ["leaves public access open"] : [];
    case "aws_emr_block_public_access_configuration":
      return value("block_public_security_group_rules") === false ? ["leaves public access open"] : [];
    case "aws_lambda_function_url":
      return value("authorization_type") === "NONE" ? ["can be called by everyone"] : [];
    default:
      // Databases, brokers and the like call it the same.
      return value("publicly_accessible") === true ? ["is reachable from the internet"] : [];
  }
}

/** Less what was open before: what is narrowed opens nothing. */
function newOpenings(change: ResourceChange, moment: Moment): Opening[] {
  const openings = openingsOf(change, moment);
  if (moment === "before" || openings.length === 0) return openings;
  const before = openingsOf(change, "before");
  return openings.flatMap((opening) => beyond(before, opening) ?? []);
}
