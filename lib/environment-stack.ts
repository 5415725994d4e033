import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, S3Backend, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";
import { addressClashes, terraformName } from "./addresses";
import type { Environment, S3BackendProps } from "./environment";
import { environmentProblems } from "./environment-rules";
import { formatArn, type Location } from "./iam/arn";
import { dnsSuffixOf, partitionOf } from "./iam/partition";
import { addProblems, findProblems, ValidationError } from "./validation/validation-error";

/** What a stack is for, and where it lives. */
export interface EnvironmentStackProps {
  /** The service's name: the `service` tag, and the first part of the state's key. 1 to 64 letters, digits, `-` or `_`. */
  readonly service: string;
  /** The environment to build the stack for. Members of your own are left alone. */
  readonly environment: Environment;
}

/** The AWS provider versions that the synthesized JSON is checked against. */
const PROVIDER_VERSIONS = ">= 5.100.0, < 7.0.0";
/** 1.10 is the first Terraform whose S3 backend takes `use_lockfile`. */
const TERRAFORM_VERSIONS = ">= 1.10.0";
const MARK = Symbol.for("ecs-role-pair/EnvironmentStack");

const validatedApps = new WeakSet<IConstruct>();

/**
 * A stack bound to one account and region: provider, backend, default tags, and addresses that a reviewer can read.
 *
 * An address is the construct's path below the stack, joined with `_`; the ids `Default`, `service`, `roles` and
 * `alarms` are left out. Two elements of one address are refused.
 */
export class EnvironmentStack extends TerraformStack implements Location {
  /** The environment's name. */
  readonly environmentName: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The domain of the partition's endpoints, `amazonaws.com` for most. */
  readonly dnsSuffix: string;

  constructor(scope: Construct, props: EnvironmentStackProps) {
    const environment = props.environment ?? {};
    super(scope, freeId(scope, String(environment.name)));
    Object.defineProperty(this, MARK, { value: true });
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
    addProblems(this, () => [...environmentProblems(props, this.node.id), ...addressClashes(this)]);
  }

  /** The environment's stack a construct is in. Throws where it is in none. */
  static override of(construct: IConstruct): EnvironmentStack {
    const stack = TerraformStack.of(construct);
    if (!(MARK in stack))
      throw new Error(`${construct.node.path} must be inside an EnvironmentStack, ${stack.node.path} is none`);
    return stack as TerraformStack as EnvironmentStack;
  }

  /** The ARN of a resource in this account and region. */
  arn(service: string, resource: string): string {
    return formatArn({ partition: this.partition, service, region: this.region, account: this.account, resource });
  }

  /** An output named after what it carries. */
  addOutput(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }

  /** Checks the whole app before anything of it is written, so that one error names every problem of every stack. */
  override prepareStack(): void {
    const app = this.node.root;
    if (!validatedApps.has(app)) {
      throwProblems(app);
      validatedApps.add(app);
    }
    super.prepareStack();
  }

  override runAllValidations(): void {
    throwProblems(this);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return terraformName(TerraformElement.isTerraformElement(element) ? element.node : element, this);
  }
}

function throwProblems(root: IConstruct): void {
  const problems = findProblems(root);
  if (problems.length > 0) throw new ValidationError(problems);
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
