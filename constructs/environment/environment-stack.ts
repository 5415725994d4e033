import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, S3Backend } from "cdktf";
import type { Construct } from "constructs";
import { dnsSuffixOf, partitionOf } from "../../aws/partition";
import { addProblems } from "../validation/validation-error";
import type { Environment, S3BackendProps } from "./environment";
import { environmentProblems } from "./environment-rules";
import { LocatedStack } from "./located-stack";

/** What a stack is for, and where it lives. */
export interface EnvironmentStackProps {
  /** The service's name: the `service` tag, and the first part of the state's key. 1 to 64 letters, digits, `-` or `_`. */
  readonly service: string;
  /** The environment to build the stack for. Members of your own are left alone. */
  readonly environment: Environment;
}

/** The AWS provider versions that the synthesized JSON is checked against. */
export const PROVIDER_VERSIONS = ">= 5.100.0, < 7.0.0";
/** 1.10 is the first Terraform whose S3 backend takes `use_lockfile`. */
export const TERRAFORM_VERSIONS = ">= 1.10.0";
/**
 * A stack bound to one account and region: provider, backend, default tags, and addresses that a reviewer can read.
 */
export class EnvironmentStack extends LocatedStack {
  /** The environment\'s name. */
  readonly environmentName: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly dnsSuffix: string;

  constructor(scope: Construct, props: EnvironmentStackProps) {
    const environment = props.environment ?? {};
    super(scope, freeId(scope, String(environment.name)));
    this.environmentName = environment.name;
    this.account = environment.account;
    this.region = environment.region;
    this.partition = environment.partition ?? partitionOf(String(environment.region));
    this.dnsSuffix = dnsSuffixOf(this.partition);

    new AwsProvider(this, "aws", {
      region: environment.region,
      allowedAccountIds: [environment.account],
      assumeRole: environment.assumeRole && [environment.assumeRole],
      defaultTags: [{ tags: defaultTags(props.service, environment) }],
    });
    // A range and a full source, so that OpenTofu can lock it and another module can share the provider.
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: PROVIDER_VERSIONS });
    this.addOverride("terraform.required_version", TERRAFORM_VERSIONS);
    addBackend(this, props.service, environment);
    addProblems(this, () => environmentProblems(props, this.node.id));
  }
}

/** An id the framework takes, whatever the name: a bad or repeated one is reported with all other problems instead. */
function freeId(scope: Construct, name: string): string {
  const id = name.replace(/[^A-Za-z0-9_-]/g, "_") || "_";
  let free = id;
  for (let count = 2; scope.node.tryFindChild(free); count++) free = `${id}-${count}`;
  return free;
}

function defaultTags(service: string, environment: Environment): Record<string, string> {
  return {
    ...environment.tags,
    service,
    environment: environment.name,
    owner: environment.owner,
    "managed-by": "cdktf",
  };
}

function addBackend(stack: EnvironmentStack, service: string, environment: Environment): void {
  const backend = environment.backend;
  if (backend?.type === "s3") {
    const s3 = new S3Backend(stack, s3BackendConfig(service, environment, backend));
    s3.addOverride("use_lockfile", true);
    return;
  }
  // Terraform runs in cdktf.out/stacks/<stack>/, which people delete: the state stays three folders up.
  new LocalBackend(stack, { path: backend?.path ?? `../../../terraform.${environment.name}.tfstate` });
}

function s3BackendConfig(service: string, environment: Environment, { type: _, ...backend }: S3BackendProps) {
  return {
    key: `${service}/${environment.name}/terraform.tfstate`,
    region: environment.region,
    encrypt: true,
    ...backend,
  };
}
