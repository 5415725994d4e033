import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformProvider, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { parseArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { checkBeforeSynthesis } from "../validation/check-before-synthesis";
import { addProblems, ValidationError } from "../validation/validation-error";
import { type Place, placeAt } from "./place";
import { StackLocation, type StackLocationProps } from "./stack-location";

/** The key of `cdktf.json`'s context that says where stacks are: `{ "account": "…", "region": "…" }`. */
export const LOCATION_CONTEXT = "ecs-role-pair";

const places = new WeakMap<TerraformStack, Place>();

/**
 * Where a construct is: what its `EnvironmentStack` says, or in a stack of another kind a `StackLocation`, the context
 * `ecs-role-pair`, or the stack's own AWS provider, each for what those before it leave open.
 */
export function placeOf(construct: IConstruct): Place {
  const stack = TerraformStack.of(construct);
  if (isPlace(stack)) return stack;
  checkBeforeSynthesis(stack);
  const known = places.get(stack) ?? saidPlace(construct as Construct, stack);
  places.set(stack, known);
  return known;
}

/** The place of a stack, or nothing where it says none. */
export function knownPlaceOf(stack: TerraformStack): Place | undefined {
  if (isPlace(stack)) return stack;
  const { account, region, partition } = said(stack, stack);
  return account === undefined || region === undefined ? undefined : placeAt(account, region, partition);
}

function isPlace(stack: TerraformStack): stack is TerraformStack & Place {
  return typeof (stack as Partial<Place>).arn === "function" && "dnsSuffix" in stack;
}

function saidPlace(construct: Construct, stack: TerraformStack): Place {
  const { account, region, partition } = said(construct, stack);
  if (account !== undefined && region !== undefined) {
    const place = placeAt(account, region, partition);
    addProblems(stack, () => providerProblems(stack, place));
    return place;
  }
  const missing = [account === undefined && "account", region === undefined && "region"].filter(Boolean).join(" and ");
  throw new ValidationError([
    `${construct.node.path}: the ${missing} of the stack '${stack.node.id}' must be known before the first construct of ` +
      "ecs-role-pair, so that policies are whole in the first plan: use an EnvironmentStack, or add " +
      'new StackLocation(stack, "location", { account: "111122223333", region: "eu-west-1" }), or give the stack\'s ' +
      'AwsProvider a region and one of allowedAccountIds, or the context of cdktf.json "ecs-role-pair": ' +
      '{ "account": …, "region": … }',
  ]);
}

function said(construct: Construct, stack: TerraformStack): StackLocationProps {
  const context = construct.node.tryGetContext(LOCATION_CONTEXT) as StackLocationProps | undefined;
  const sources = [...StackLocation.around(construct), context ?? {}, providerLocation(stack)];
  const first = (member: keyof StackLocationProps) =>
    sources.map((source) => source[member]).find((value) => value !== undefined);
  return { account: first("account"), region: first("region"), partition: first("partition") };
}

/** What the stack's own provider says, the one without an alias; what only Terraform will know says nothing here. */
function providerLocation(stack: TerraformStack): StackLocationProps {
  const provider = defaultProvider(stack);
  if (!provider) return {};
  const { regionInput, allowedAccountIdsInput: accounts, assumeRoleInput: roles } = provider;
  const assumed = Array.isArray(roles) ? parseArn(String(roles[0]?.roleArn))?.account : undefined;
  return {
    region: literal(regionInput),
    account: (Array.isArray(accounts) && accounts.length === 1 ? literal(accounts[0]) : undefined) ?? assumed,
  };
}

/** A provider elsewhere would make things where no policy looks for them. */
function providerProblems(stack: TerraformStack, { account, region }: Place): readonly string[] {
  const said = providerLocation(stack);
  return [
    ...(said.region === undefined || said.region === region
      ? []
      : [problem("region", `be that of the stack's AwsProvider, ${said.region}`, region)]),
    ...(said.account === undefined || said.account === account
      ? []
      : [problem("account", `be that of the stack's AwsProvider, ${said.account}`, account)]),
  ];
}

function literal(value: string | undefined): string | undefined {
  return value === undefined || Token.isUnresolved(value) ? undefined : value;
}

/** A stack's AWS provider without an alias, which resources take that name none. */
export function defaultProvider(stack: TerraformStack): AwsProvider | undefined {
  return stack.node
    .findAll()
    .filter(TerraformProvider.isTerraformProvider)
    .find(
      (provider) => provider.terraformResourceType === AwsProvider.tfResourceType && provider.alias === undefined,
    ) as AwsProvider | undefined;
}
