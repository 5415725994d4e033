import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, S3Backend } from "cdktf";
import type { Construct } from "constructs";
import { problem } from "../../aws/messages";
import { dnsSuffixOf, partitionOf } from "../../aws/partition";
import { addProblems } from "../validation/validation-error";
import type { Environment, S3BackendProps } from "./environment";
import { environmentProblems } from "./environment-rules";
import type { EnvironmentStackProps } from "./environment-stack-props";
import { LocatedStack } from "./located-stack";

/** The AWS provider versions that the synthesized JSON is checked against. */
export const PROVIDER_VERSIONS = ">= 5.100.0, < 7.0.0";
/** 1.10 is the first Terraform whose S3 backend takes `use_lockfile`. */
export const TERRAFORM_VERSIONS = ">= 1.10.0";
/**
 * A stack bound to one account and region: provider, backend, default tags, and addresses that a reviewer can read.
 */
export class EnvironmentStack extends LocatedStack {
  /** The environment's name. */
  readonly environmentName: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly dnsSuffix: string;
  /** Where the state is, in words that are equal for equal places. */
  private readonly state: string;

  constructor(scope: Construct, given: EnvironmentStackProps) {
    const props = given ?? ({} as EnvironmentStackProps);
    const environment = props.environment ?? ({} as Environment);
    super(scope, freeId(scope, String(props.stackId ?? environment.name)));
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
    const version = props.providerVersions ?? PROVIDER_VERSIONS;
    this.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version });
    this.addOverride("terraform.required_version", TERRAFORM_VERSIONS);
    this.state = addBackend(this, props, environment);
    addProblems(this, () => [...environmentProblems(props, this.node.id), ...this.sharedStateProblems()]);
  }

  /** Two stacks of one state would each destroy what the other made. */
  private sharedStateProblems(): readonly string[] {
    const others = this.node.scope?.node.children ?? [];
    const before = others.slice(0, others.indexOf(this));
    const first = before.find((other) => other instanceof EnvironmentStack && other.state === this.state);
    return first === undefined
      ? []
      : [problem("environment.backend", `keep the state elsewhere than the stack '${first.node.id}'`, this.state)];
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

/** Gives a stack its backend, and says where that keeps the state. */
function addBackend(stack: EnvironmentStack, props: EnvironmentStackProps, environment: Environment): string {
  const { service, stackId = environment.name } = props;
  const { backend } = environment;
  if (backend?.type === "s3") {
    const config = s3BackendConfig(`${service}/${stackId}`, environment, backend);
    new S3Backend(stack, config).addOverride("use_lockfile", true);
    return `s3://${config.bucket}/${config.key}`;
  }
  // Terraform runs in cdktf.out/stacks/<stack>/, which people delete: the state stays three folders up.
  const path = backend?.path ?? `../../../terraform.${stackId}.tfstate`;
  new LocalBackend(stack, { path });
  return path;
}

function s3BackendConfig(folder: string, environment: Environment, { type: _, ...backend }: S3BackendProps) {
  return {
    key: `${folder}/terraform.tfstate`,
    region: environment.region,
    encrypt: true,
    ...backend,
  };
}
