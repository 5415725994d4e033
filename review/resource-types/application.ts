import { on, own, type ResourceTypes } from "./resource-type";

/** What runs, builds and delivers applications. */
export const APPLICATION_TYPES: ResourceTypes = {
  aws_codeartifact_domain_permissions_policy: { policies: on("package domain", "domain", "policy_document") },
  aws_codeartifact_repository_permissions_policy: {
    policies: on("package repository", "repository", "policy_document"),
  },
  aws_codebuild_resource_policy: { policies: on("build project", "resource_arn") },
  aws_cognito_user_pool: { loss: "its users are lost" },
  aws_ecr_registry_policy: { policies: own("registry") },
  aws_ecr_repository: {
    subject: { kind: "repository", names: ["name"] },
    loss: "its images are lost",
    nameLimits: [{ attribute: "name", length: 256 }],
  },
  aws_ecr_repository_creation_template: { policies: own("repository template", "repository_policy") },
  aws_ecr_repository_policy: { policies: on("repository", "repository") },
  aws_ecrpublic_repository: { subject: { kind: "public repository", names: ["repository_name"] } },
  aws_ecrpublic_repository_policy: { policies: on("public repository", "repository_name") },
  aws_glue_resource_policy: { policies: own("Glue catalog") },
  aws_lambda_function: {
    subject: { kind: "function", names: ["function_name"] },
    nameLimits: [{ attribute: "function_name", length: 64 }],
  },
  aws_media_store_container_policy: { policies: on("media container", "container_name") },
  aws_sagemaker_model_package_group_policy: {
    policies: on("model package group", "model_package_group_name", "resource_policy"),
  },
  aws_ses_identity_policy: { policies: on("e-mail identity", "identity") },
  aws_sesv2_email_identity_policy: { policies: on("e-mail identity", "email_identity") },
};
