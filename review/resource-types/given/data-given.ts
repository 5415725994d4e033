import type { Values } from "../../plan/plan";
import { type Attributes, blocksOf, type GivenByTypes, nameOf, textsOf } from "./given";

/** Keys, buckets, catalogs and collections that list who may use them. */
export const DATA_GIVEN: GivenByTypes = {
  aws_kms_grant: (grant) => [
    {
      to: grant.text("grantee_principal"),
      may: `${grant.texts("operations").join(", ")} with key ${nameOf(grant.text("key_id"))}`,
    },
  ],
  aws_s3_bucket_acl: (acl) => {
    const grants = acl.blocks("access_control_policy").flatMap(({ grant }) => blocksOf(grant));
    return grants.flatMap(({ grantee, permission }) =>
      blocksOf(grantee).map((each) => ({
        to: granteeOf(each),
        may: `${String(permission)} in bucket ${acl.text("bucket")}`,
      })),
    );
  },
  aws_s3_bucket: (bucket) =>
    bucket.blocks("grant").flatMap((grant) =>
      textsOf(grant.permissions).map((permission) => ({
        to: granteeOf(grant),
        may: `${permission} in bucket ${bucket.text("bucket")}`,
      })),
    ),
  aws_s3control_access_grant: (grant) =>
    grant.blocks("grantee").map(({ grantee_identifier: to }) => ({
      to: String(to),
      may: `${grant.text("permission")} in location ${grant.text("access_grants_location_id")}`,
    })),
  aws_lakeformation_permissions: (permissions) => [
    {
      to:
        permissions.text("principal") === "IAM_ALLOWED_PRINCIPALS"
          ? "everyone whose IAM policies allow it"
          : permissions.text("principal"),
      may: `${permissions.texts("permissions").join(", ")} on ${catalogued(permissions)}`,
    },
  ],
  aws_lakeformation_data_lake_settings: (settings) =>
    settings.texts("admins").map((to) => ({ to, may: "administer the data lake" })),
  aws_opensearchserverless_access_policy: (policy) =>
    documents(policy).flatMap(({ Principal, Rules }) => {
      const rules = blocksOf(Rules).map(
        (rule) => `${textsOf(rule.Permission).join(", ")} on ${textsOf(rule.Resource).join(", ")}`,
      );
      return textsOf(Principal).map((to) => ({ to, may: `use ${rules.join("; ")} of OpenSearch Serverless` }));
    }),
  aws_opensearchserverless_security_policy: (policy) =>
    documents(policy)
      .filter(({ AllowFromPublic }) => AllowFromPublic === true)
      .map(({ Rules }) => ({
        to: "*",
        may: `reach ${blocksOf(Rules)
          .flatMap((rule) => textsOf(rule.Resource))
          .join(", ")} of OpenSearch Serverless over the internet`,
      })),
};

/** A grantee of an ACL: one of S3's groups, an account by its canonical id, or by a mail address. */
function granteeOf({ uri, id, email_address }: Values): string {
  if (typeof uri === "string" && /\/(?:AllUsers|AuthenticatedUsers)$/.test(uri)) return "*";
  return [uri, id, email_address].find((text) => typeof text === "string" && text !== "")?.toString() ?? "(not given)";
}

function catalogued(permissions: Attributes): string {
  const named = ["database", "table", "table_with_columns", "data_location", "lf_tag", "lf_tag_policy"].flatMap(
    (kind) =>
      permissions.blocks(kind).map((block) => {
        const { database_name, name, arn, key } = block;
        const names = [database_name, name, arn, key].filter((text) => typeof text === "string" && text !== "");
        return `${kind.replaceAll("_", " ")} ${names.join(".")}`;
      }),
  );
  return named.length > 0 ? named.join(", ") : "the catalog";
}

/** The policies of OpenSearch Serverless are lists, and no IAM policies. */
function documents(policy: Attributes): readonly Values[] {
  try {
    return blocksOf(JSON.parse(policy.text("policy")));
  } catch {
    return [{ Principal: ["(the policy cannot be read)"], Rules: [] }] satisfies Values[];
  }
}
