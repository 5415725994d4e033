import { formatArn, type Location } from "./arn";
import type { ResourceStatement } from "./policy/statement";

/** A key by what is known of it. */
export type KeyReference = { readonly keyArn: string } | { readonly alias: string };

/** Which service uses a key for the role, and for what: the conditions of a KMS statement. */
export interface KeyUse {
  /** The endpoint of the service that calls KMS, `ssm.eu-west-1.amazonaws.com` for example. */
  readonly viaService?: string;
  /** What the ciphertext is bound to: a key of the encryption context and its values, `*` and `?` being wildcards. */
  readonly encryptionContext?: { readonly key: string; readonly values: readonly string[] };
}

/**
 * A statement that allows KMS actions with one key, and only in the way stated.
 *
 * An alias cannot be a resource: KMS authorises the key and not the name it was called by. A key known by its alias is
 * granted as any key of the account and region that carries the alias (`kms:ResourceAliases`).
 * Source: KMS developer guide, alias-authorization.
 */
export function keyStatement(
  sid: string,
  actions: readonly string[],
  key: KeyReference,
  location: Location,
  use: KeyUse,
): ResourceStatement {
  const byAlias = "alias" in key;
  const { viaService, encryptionContext } = use;
  const operator = encryptionContext?.values.some((value) => /[*?]/.test(value)) ? "StringLike" : "StringEquals";
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  const add = (name: string, conditionKey: string, values: readonly string[]) => {
    conditions[name] = { ...conditions[name], [conditionKey]: values };
  };
  if (byAlias) add("ForAnyValue:StringEquals", "kms:ResourceAliases", [key.alias]);
  if (viaService) add("StringEquals", "kms:ViaService", [viaService]);
  if (encryptionContext) add(operator, `kms:EncryptionContext:${encryptionContext.key}`, encryptionContext.values);
  return {
    sid,
    actions,
    resources: [byAlias ? formatArn({ ...location, service: "kms", resource: "key/*" }) : key.keyArn],
    conditions,
  };
}
