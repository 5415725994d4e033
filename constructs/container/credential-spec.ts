import { problem } from "../../aws/messages";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { checkMembers, type Rule, type RulesOf } from "../validation/rules";
import type { ContainerPlace } from "./container-place";
import { s3ObjectRule } from "./s3-object";
import { type Secret, secretRule } from "./secret";
import type { TaskFacts } from "./task-facts";

/** How the credential spec is encrypted, and whether the host is joined to the domain. */
export interface CredentialSpecOptions {
  /** The customer-managed key of a spec in S3. @default - the key that AWS manages */
  readonly key?: KmsKey;
  /**
   * The secret with the user that a host outside the domain signs in with, the one that the spec names as
   * `CredentialArn`: makes the spec a domainless one, and grants the execution role the secret.
   * @default - the host is joined to the domain
   */
  readonly domainlessUser?: Secret;
}

/**
 * A credential spec: which group managed service account (gMSA) of Active Directory a container runs as. ECS reads it with
 * the execution role, which is granted that.
 */
export class CredentialSpec {
  /** In S3, by the object's ARN. Grants `s3:GetObject` on it and `s3:GetBucketLocation` on its bucket. */
  static fromS3(objectArn: string, options: CredentialSpecOptions = {}): CredentialSpec {
    return new CredentialSpec(objectArn, options);
  }

  /** In SSM or Secrets Manager: `Secret.fromParameter` or `Secret.fromSecretsManager`, with what that grants. */
  static fromSecret(secret: Secret, options: Pick<CredentialSpecOptions, "domainlessUser"> = {}): CredentialSpec {
    return new CredentialSpec(secret, options);
  }

  private readonly options: CredentialSpecOptions;

  private constructor(
    private readonly source: string | Secret,
    options: CredentialSpecOptions | undefined,
  ) {
    this.options = options ?? {};
  }

  /**
   * What is wrong with it.
   * @internal
   */
  check(place: ContainerPlace, at: string): readonly string[] {
    const { domainlessUser } = this.options;
    const isInS3 = typeof this.source === "string";
    const rules: RulesOf<CredentialSpecOptions> = {
      key: isInS3
        ? keyRule(place.location.region)
        : (value, key) => (value === undefined ? [] : [problem(key, "be given with the Secret", "a key here")]),
      domainlessUser: (value, user) => (value === undefined ? [] : secretRule(place)(value, user)),
    };
    const sourceRule = isInS3 ? s3ObjectRule(place.location.partition, /./) : secretRule(place);
    const isJoined = place.fargate && domainlessUser === undefined;
    return [
      ...sourceRule(this.source, at),
      ...checkMembers(this.options, rules, at),
      ...(isJoined
        ? [problem(at, "have a domainlessUser on Fargate", undefined, "its hosts are joined to no domain")]
        : []),
    ];
  }

  /**
   * The container's `credentialSpecs`.
   * @internal
   */
  render(place: ContainerPlace, facts: TaskFacts): readonly [string] {
    const { key, domainlessUser } = this.options;
    const source = typeof this.source === "string" ? this.source : this.source.render(place, facts);
    const spec = `${domainlessUser ? "credentialspecdomainless" : "credentialspec"}:${source}`;
    facts.addKey(source, key);
    if (domainlessUser) facts.addCredentialSecret(spec, domainlessUser.render(place, facts));
    return [spec];
  }
}

export const credentialSpecRule =
  (place: ContainerPlace): Rule =>
  (value, at) => {
    if (value === undefined) return [];
    if (typeof (value as Partial<CredentialSpec> | null)?.render === "function") {
      return (value as CredentialSpec).check(place, at);
    }
    return [problem(at, "be a CredentialSpec", value, "use CredentialSpec.fromS3 or CredentialSpec.fromSecret")];
  };
