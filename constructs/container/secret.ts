import { Token } from "cdktf";
import { type ArnParts, formatArn, parseArn } from "../../aws/arn";
import { parametersStatement, secretsStatement } from "../../aws/ecs/execution-statements";
import { keyStatement } from "../../aws/kms";
import { problem } from "../../aws/messages";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { checkMembers, matching, type Rule, type RulesOf } from "../validation/rules";
import type { ContainerContext } from "./container-context";

/** How an SSM parameter is encrypted. */
export interface ParameterSecretOptions {
  /**
   * The customer-managed key the parameter is encrypted with.
   * @default - the key that AWS manages, which needs no permission
   */
  readonly key?: KmsKey;
}

/** Which part and version of a secret to take, and how it is encrypted. */
export interface SecretsManagerSecretOptions {
  /**
   * The member of a JSON secret to take.
   * @default - the whole secret
   */
  readonly jsonKey?: string;
  /** @default - AWSCURRENT */
  readonly versionStage?: string;
  /** @default - the version the stage names */
  readonly versionId?: string;
  /**
   * The customer-managed key the secret is encrypted with.
   * @default - the key that AWS manages, which needs no permission
   */
  readonly key?: KmsKey;
}

/** A value that ECS fetches when it starts the container; only its place is in the task definition. */
export abstract class Secret {
  /**
   * An SSM parameter: by name, `/my-service/dev/password`, or by ARN, which may name another region but no other account.
   * What only Terraform knows (another resource's attribute) must be an ARN.
   * Grants the execution role `ssm:GetParameters` on it; with a key also `kms:Decrypt`, through SSM and for this
   * parameter alone. A parameter that refers to a secret (`/aws/reference/secretsmanager/…`) also grants the secret.
   */
  static fromParameter(nameOrArn: string, options: ParameterSecretOptions = {}): Secret {
    return new ParameterSecret(nameOrArn, options);
  }

  /**
   * A Secrets Manager secret: by name, or by ARN, with or without the six random characters at its end. What only
   * Terraform knows (another resource's attribute) must be a full ARN.
   * Grants the execution role `secretsmanager:GetSecretValue` on it; with a key also `kms:Decrypt`, through
   * Secrets Manager and for this secret alone. A secret of another account needs a key, as Secrets Manager does.
   */
  static fromSecretsManager(nameOrArn: string, options: SecretsManagerSecretOptions = {}): Secret {
    return new SecretsManagerSecret(nameOrArn, options);
  }

  /**
   * The secret's `valueFrom`.
   * @internal
   */
  abstract render(context: ContainerContext, at: string): string;
}

const PARAMETER_NAME = /^(?!.*\/\/)\/?[\w./-]{1,1011}(?<!\/)$/;
const SECRET_REFERENCE = /^\/?aws\/reference\/secretsmanager\/(.+)$/;

class ParameterSecret extends Secret {
  constructor(
    private readonly nameOrArn: string,
    private readonly options: ParameterSecretOptions,
  ) {
    super();
    this.options = options ?? {};
  }

  render(context: ContainerContext, at: string): string {
    const { location } = context;
    const given = parseArn(String(this.nameOrArn));
    const region = given?.region ?? location.region;
    context.problems.push(...this.problems(context, region, at));
    const resource = given?.resource ?? `parameter/${String(this.nameOrArn).replace(/^\//, "")}`;
    const composed = formatArn({ ...location, service: "ssm", region, resource });
    const arn = Token.isUnresolved(this.nameOrArn) ? this.nameOrArn : composed;
    context.execution.push(parametersStatement([arn]));

    const referred = SECRET_REFERENCE.exec(resource.replace(/^parameter/, ""))?.[1];
    if (referred !== undefined) {
      grantSecret(
        context,
        formatArn({ ...location, service: "secretsmanager", region, resource: `secret:${referred}` }),
        this.options.key,
        true,
      );
    } else if (this.options.key) {
      context.execution.push(
        keyStatement(
          "KMSDecryptParametersWithKey",
          ["kms:Decrypt"],
          this.options.key.reference,
          { ...location, region },
          {
            viaService: context.endpoint("ssm", region),
            encryptionContext: { key: "PARAMETER_ARN", values: [arn] },
          },
        ),
      );
    }
    return arn;
  }

  private problems({ location }: ContainerContext, region: string, at: string): readonly string[] {
    const rules: RulesOf<ParameterSecretOptions> = { key: keyRule(region) };
    const problems = checkMembers(this.options, rules, at);
    if (Token.isUnresolved(this.nameOrArn)) return problems;
    const given = parseArn(String(this.nameOrArn));
    // A name in an ARN lacks the slash it starts with; no wildcard gets through, which would grant other parameters.
    const name = given ? given.resource.replace(/^parameter\//, "") : String(this.nameOrArn);
    const isParameter = given === undefined || isIn(given, "ssm", /^parameter\//, location.partition);
    if (typeof this.nameOrArn !== "string" || !PARAMETER_NAME.test(name) || !isParameter) {
      return [...problems, problem(at, "be the name or the ARN of an SSM parameter", this.nameOrArn)];
    }
    // Source: ECS developer guide, specifying-sensitive-data: another region is fine, another account is not.
    if (given && given.account !== location.account) {
      return [
        ...problems,
        problem(
          at,
          `be a parameter of account ${location.account}`,
          this.nameOrArn,
          "ECS fetches parameters of the task's own account only",
        ),
      ];
    }
    return problems;
  }
}

const SECRET_NAME = /^[\w/+=.@-]{1,512}$/;
const RANDOM_SUFFIX = /-[A-Za-z0-9]{6}$/;
const VERSION_PART = matching(/^[\w/+=.@-]{1,256}$/, "be 1 to 256 letters, digits or / _ + = . @ -");

class SecretsManagerSecret extends Secret {
  constructor(
    private readonly nameOrArn: string,
    private readonly options: SecretsManagerSecretOptions,
  ) {
    super();
    this.options = options ?? {};
  }

  render(context: ContainerContext, at: string): string {
    const given = parseArn(String(this.nameOrArn));
    const [, name = "", ...suffix] = (given?.resource ?? `secret:${this.nameOrArn}`).split(":");
    const region = given?.region ?? context.location.region;
    const account = given?.account ?? context.location.account;
    const { jsonKey = "", versionStage = "", versionId = "", key } = this.options;
    const chosen = [jsonKey, versionStage, versionId];
    context.problems.push(...this.problems(context, region, at, name, suffix));
    const resource = `secret:${name}`;
    const composed = formatArn({ ...context.location, service: "secretsmanager", region, account, resource });
    const isToken = Token.isUnresolved(this.nameOrArn);
    const arn = isToken ? this.nameOrArn : composed;
    grantSecret(context, arn, key, given === undefined && !isToken);
    const version = chosen.some((part) => part !== "") ? chosen : suffix;
    return version.length > 0 ? `${arn}:${version.join(":")}` : arn;
  }

  private problems(
    { location }: ContainerContext,
    region: string,
    at: string,
    name: string,
    suffix: readonly string[],
  ): readonly string[] {
    const rules: RulesOf<SecretsManagerSecretOptions> = {
      jsonKey: matching(/^[^:\s]+$/, "be a member's name without a colon"),
      versionStage: VERSION_PART,
      versionId: VERSION_PART,
      key: keyRule(region),
    };
    const problems = [...checkMembers(this.options, rules, at)];
    if (Token.isUnresolved(this.nameOrArn)) return problems;
    const given = parseArn(String(this.nameOrArn));
    const wellFormed = given
      ? isIn(given, "secretsmanager", /^secret:/, location.partition) && [0, 3].includes(suffix.length)
      : suffix.length === 0;
    if (typeof this.nameOrArn !== "string" || !wellFormed || !SECRET_NAME.test(name)) {
      return [...problems, problem(at, "be the name or the ARN of a Secrets Manager secret", this.nameOrArn)];
    }
    const { jsonKey, versionStage, versionId } = this.options;
    if (suffix.length > 0 && [jsonKey, versionStage, versionId].some((part) => part !== undefined)) {
      problems.push(
        problem(at, "name key, stage and version once", this.nameOrArn, "either in the ARN or in the options"),
      );
    }
    if (versionStage !== undefined && versionId !== undefined) {
      problems.push(problem(at, "name a version by stage or by id", `${versionStage} and ${versionId}`));
    }
    if (!given && RANDOM_SUFFIX.test(name)) {
      problems.push(
        problem(
          at,
          "not end in a hyphen and six characters",
          name,
          "Secrets Manager would take it for a complete ARN: give the secret's full ARN",
        ),
      );
    }
    if (given && given.account !== location.account && this.options.key === undefined) {
      problems.push(
        problem(
          at,
          `be a secret of account ${location.account}, or have a key`,
          this.nameOrArn,
          "the key that AWS manages cannot be used from another account",
        ),
      );
    }
    return problems;
  }
}

/** Whether an ARN is one of a regional service's, in this partition. */
function isIn(arn: ArnParts, service: string, resource: RegExp, partition: string): boolean {
  return arn.service === service && arn.region !== "" && arn.partition === partition && resource.test(arn.resource);
}

/** Lets ECS fetch a secret. What is known by its name, or by an ARN without its six random characters, is matched with any six. */
function grantSecret(context: ContainerContext, secretArn: string, key: KmsKey | undefined, byName: boolean): void {
  const isFull = Token.isUnresolved(secretArn) || RANDOM_SUFFIX.test(secretArn);
  const arn = byName || !isFull ? `${secretArn}-??????` : secretArn;
  const location = { ...context.location, ...parseArn(secretArn) };
  context.execution.push(secretsStatement([arn]));
  if (!key) return;
  context.execution.push(
    keyStatement("KMSDecryptSecretsWithKey", ["kms:Decrypt"], key.reference, location, {
      viaService: context.endpoint("secretsmanager", location.region),
      encryptionContext: { key: "SecretARN", values: [arn] },
    }),
  );
}

/** A variable or log option whose value is a secret. What was given instead is not repeated: it may be the secret. */
export const secretRule: Rule = (value, at) =>
  typeof (value as Secret | undefined)?.render === "function"
    ? []
    : [`'${at}' must be a Secret, got a ${typeof value}: use Secret.fromParameter or Secret.fromSecretsManager`];
