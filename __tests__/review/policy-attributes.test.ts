import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraform } from "../../commands/offline-plan";
import { resourceType } from "../../review/resource-types/all-resource-types";
import { describeWithTerraform } from "../terraform-available";
import { NOT_IAM_POLICIES } from "./not-iam-policies";

interface Block {
  readonly attributes?: Readonly<Record<string, { readonly type?: unknown }>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

interface Schema {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>> }>
  >;
}

/** A text that is called a policy; what names one is none. */
const IS_POLICY = /polic|assume_role/;
const NAMES_ONE = /_(?:arns?|ids?|names?|types?|url)$/;

describeWithTerraform("the attributes of the AWS provider that are called a policy", () => {
  let attributes: ReturnType<typeof policyAttributes>;
  beforeAll(() => {
    attributes = policyAttributes(schema());
  });

  it("are many", () => {
    expect(attributes.length).toBeGreaterThan(150);
  });

  it("each has a place in the review, or a reason why it is no policy of IAM's", () => {
    const homeless = attributes.filter(({ type, path }) => !hasPlace(type, path) && reason(type, path) === undefined);
    expect(homeless.map(({ type, path }) => `${type}.${path.join(".")}`)).toEqual([]);
  });

  it("none has both", () => {
    const both = attributes.filter(({ type, path }) => hasPlace(type, path) && reason(type, path) !== undefined);
    expect(both).toEqual([]);
  });
});

function schema(): Schema {
  const folder = mkdtempSync(join(tmpdir(), "provider-schema-"));
  const providers = { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } };
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: providers } }));
    terraform(folder, "init", "-input=false", "-no-color");
    return JSON.parse(terraform(folder, "providers", "schema", "-json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function policyAttributes({ provider_schemas: providers }: Schema): { type: string; path: string[] }[] {
  return Object.values(providers).flatMap(({ resource_schemas: types }) =>
    Object.entries(types).flatMap(([type, { block }]) => textsIn(block, []).map((path) => ({ type, path }))),
  );
}

function textsIn({ attributes = {}, block_types: blocks = {} }: Block, path: readonly string[]): string[][] {
  const own = Object.entries(attributes)
    .filter(([name, { type }]) => type === "string" && IS_POLICY.test(name) && !NAMES_ONE.test(name))
    .map(([name]) => [...path, name]);
  return [...own, ...Object.entries(blocks).flatMap(([name, { block }]) => textsIn(block, [...path, name]))];
}

function hasPlace(type: string, [attribute, within]: readonly string[]): boolean {
  const { policies = [], managedPolicy } = resourceType(type);
  return (
    (attribute === managedPolicy && within === undefined) ||
    policies.some((place) => place.attribute === attribute && place.within === within)
  );
}

function reason(type: string, path: readonly string[]): string | undefined {
  return NOT_IAM_POLICIES[`${type}.${path.join(".")}`] ?? NOT_IAM_POLICIES[path.at(-1) ?? ""];
}
