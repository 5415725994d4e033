import { type IResolvable, TerraformResource, type TerraformStack, Tokenization } from "cdktf";
import { knownAttribute } from "./known-attribute";
import type { Place } from "./place";
import { knownPlaceOf } from "./place-of";

/** The framework's own reference to an attribute: `aws_dynamodb_table.orders.arn`. */
interface Reference {
  readonly identifier: string;
  readonly originStack: TerraformStack;
}

const TOKEN = /\$\{TfToken\[[^\]]+\]\}/g;
const ONLY_TOKEN = new RegExp(`^${TOKEN.source}$`);

/** An attribute of a resource that a text refers to. */
export interface AttributeReference {
  readonly resource: TerraformResource;
  /** In Terraform's words, `arn` for example. */
  readonly attribute: string;
}

/**
 * A text with every attribute that follows from a resource's own explicit name written out, such as the `arn` of a table
 * that is called `orders`: what is made of it is then known in the plan. What only Terraform knows stays a token.
 */
export function knownText(text: string): string {
  if (typeof text !== "string" || !text.includes("TfToken[")) return text;
  return text.replace(TOKEN, (token) => {
    const reference = referredAttribute(token);
    return (reference && knownValue(reference)) ?? token;
  });
}

/** The attribute that a text is, if it is one and nothing else. */
export function referredAttribute(text: unknown): AttributeReference | undefined {
  if (typeof text !== "string" || !ONLY_TOKEN.test(text)) return undefined;
  const [token] = Tokenization.reverseString(text).tokens;
  return token && attributeOf(token);
}

/** Whether a text is an ARN, by its form or as an attribute that is one. */
export function isArn(text: string): boolean {
  return text.startsWith("arn:") || /(^|_)arn$/.test(referredAttribute(text)?.attribute ?? "");
}

function attributeOf(token: IResolvable): AttributeReference | undefined {
  const { identifier, originStack } = token as Partial<Reference> & IResolvable;
  if (typeof identifier !== "string" || originStack === undefined) return undefined;
  const [type, name, attribute, ...rest] = identifier.split(".");
  if (!type?.startsWith("aws_") || attribute === undefined || rest.length > 0) return undefined;
  const resource = originStack.node
    .findAll()
    .filter((construct): construct is TerraformResource => TerraformResource.isTerraformResource(construct))
    .find((each) => each.terraformResourceType === type && each.friendlyUniqueId === name);
  return resource && { resource, attribute };
}

function knownValue({ resource, attribute }: AttributeReference): string | undefined {
  const place = placeOfResource(resource);
  if (place === undefined || resource.forEach !== undefined || resource.count !== undefined) return undefined;
  return knownAttribute(resource.terraformResourceType, attribute, place, (argument) => inputOf(resource, argument));
}

/** Where a resource will be: where its stack is, unless it names a provider or a region of its own. */
function placeOfResource(resource: TerraformResource): Place | undefined {
  if (resource.provider !== undefined || inputOf(resource, "region") !== undefined) return undefined;
  return knownPlaceOf(resource.cdktfStack);
}

/** What a resource was told of an argument. An override comes after everything: what it says is not looked at. */
function inputOf(resource: TerraformResource, argument: string): string | undefined {
  const { rawOverrides = {} } = resource as unknown as { rawOverrides?: Readonly<Record<string, unknown>> };
  if ([argument, "for_each", "count", "provider"].some((name) => name in rawOverrides)) return undefined;
  const member = `${argument.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Input`;
  const value = (resource as unknown as Readonly<Record<string, unknown>>)[member];
  return typeof value === "string" ? knownText(value) : undefined;
}
