import { Token } from "cdktf";
import { parseArn } from "../../aws/arn";
import type { KeyReference } from "../../aws/kms";
import { problem } from "../../aws/messages";
import type { Rule } from "../validation/rules";

const KEY_RESOURCE = /^key\/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/;
const ALIAS = /^alias\/(?!aws\/)[\w/-]{1,250}$/;

/** A customer-managed KMS key that exists already. Keys that AWS manages need no permission, so they are not named. */
export class KmsKey {
  /** A key by its ARN, `arn:aws:kms:<region>:<account>:key/<id>`. An alias ARN is refused: as a resource it grants nothing. */
  static fromArn(keyArn: string): KmsKey {
    return new KmsKey({ keyArn });
  }

  /**
   * A key of the environment's account and region by its alias, `alias/my-service-dev`, so that its id need not be known
   * before the plan. Granted with the condition `kms:ResourceAliases`.
   */
  static fromAlias(alias: string): KmsKey {
    return new KmsKey({ alias });
  }

  private constructor(
    /** @internal */
    readonly reference: KeyReference,
  ) {}

  /** The key as an attribute of a resource takes it. */
  get id(): string {
    return "alias" in this.reference ? this.reference.alias : this.reference.keyArn;
  }
}

/** A key that what is in `region` can use. */
export function keyRule(region: string): Rule {
  return (value, at) => {
    if (value === undefined) return [];
    if (!isKmsKey(value)) return [problem(at, "be a KmsKey", value, "use KmsKey.fromAlias or KmsKey.fromArn")];
    const { reference } = value;
    if ("alias" in reference) return aliasProblems(reference.alias, at);
    return keyArnProblems(reference.keyArn, region, at);
  };
}

function isKmsKey(value: unknown): value is KmsKey {
  return typeof value === "object" && value !== null && typeof (value as KmsKey).reference === "object";
}

function aliasProblems(alias: string, at: string): readonly string[] {
  if (Token.isUnresolved(alias)) return [];
  if (/^alias\/aws\//.test(alias)) {
    return [
      problem(at, "be a customer-managed key", alias, "a key that AWS manages needs no permission: leave the key out"),
    ];
  }
  return ALIAS.test(alias) ? [] : [problem(at, "be an alias of the form alias/<name>", alias)];
}

function keyArnProblems(keyArn: string, region: string, at: string): readonly string[] {
  if (Token.isUnresolved(keyArn)) return [];
  const parts = parseArn(keyArn);
  if (parts?.service === "kms" && parts.resource.startsWith("alias/")) {
    const remedy = `KMS authorises the key and not its alias, so this would grant nothing: use KmsKey.fromAlias("${parts.resource}")`;
    return [problem(at, "be the ARN of a key", keyArn, remedy)];
  }
  if (parts?.service !== "kms" || !KEY_RESOURCE.test(parts.resource)) {
    return [problem(at, "be an ARN of the form arn:aws:kms:<region>:<account>:key/<id>", keyArn)];
  }
  return parts.region === region ? [] : [problem(at, `be a key in ${region}`, keyArn, "KMS works within one region")];
}
