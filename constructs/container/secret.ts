import { Token } from "cdktf";
import { type ArnParts, formatArn, parseArn } from "../../aws/arn";
import { endsAsComplete, isParameterName, isSecretName } from "../../aws/ecs/value-from";
import { problem } from "../../aws/messages";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { checkMembers, matching, type Rule, type RulesOf } from "../validation/rules";
import type { ContainerPlace } from "./container-place";
import type { TaskFacts } from "./task-facts";

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
   * What is wrong with it.
   * @internal
   */
  abstract check(place: ContainerPlace, at: string): readonly string[];

  /**
   * The secret's `valueFrom`.
   * @internal
   */
  abstract render(place: ContainerPlace, facts: TaskFacts): string;
}

class ParameterSecret extends Secret {
  private readonly options: ParameterSecretOptions;

  constructor(
    private readonly nameOrArn: string,
    options: ParameterSecretOptions | undefined,
  ) {
    super();
    this.options = options ?? {};
  }

  check({ location }: ContainerPlace, at: string): readonly string[] {
    const given = typeof this.nameOrArn === "string" ? parseArn(this.nameOrArn) : undefined;
    const rules: RulesOf<ParameterSecretOptions> = { key: keyRule(given?.region ?? location.region) };
    const problems = checkMembers(this.options, rules, at);
    if (Token.isUnresolved(this.nameOrArn)) return problems;
    // An ARN has the name without the slash it starts with; no wildcard gets through, which would grant other parameters.
    const name = given ? given.resource.replace(/^parameter(?=\/)/, "") : this.nameOrArn;
    const isParameter = given === undefined || isIn(given, "ssm", /^parameter\//, location.partition);
    if (typeof name !== "string" || !isParameterName(name) || !isParameter) {
      const slashes = /:parameter\/\//.test(String(this.nameOrArn));
      const remedy = slashes ? "the ARN of /a/b ends in parameter/a/b, and IAM matches no other" : "";
      return [...problems, problem(at, "be the name or the ARN of an SSM parameter", this.nameOrArn, remedy)];
    }
    // Source: ECS developer guide, specifying-sensitive-data: another region is fine, another account is not.
    if (!given || given.account === location.account) return problems;
    const remedy = "ECS fetches parameters of the task's own account only";
    return [...problems, problem(at, `be a parameter of account ${location.account}`, this.nameOrArn, remedy)];
  }

  render({ location }: ContainerPlace, facts: TaskFacts): string {
    const isWhole = Token.isUnresolved(this.nameOrArn) || parseArn(this.nameOrArn) !== undefined;
    const resource = `parameter/${this.nameOrArn.replace(/^\//, "")}`;
    const arn = isWhole ? this.nameOrArn : formatArn({ ...location, service: "ssm", resource });
    facts.addService(arn, "ssm");
    facts.addKey(arn, this.options.key);
    return arn;
  }
}

const VERSION_PART = matching(/^[\w/+=.@-]{1,256}$/, "be 1 to 256 letters, digits or / _ + = . @ -");

class SecretsManagerSecret extends Secret {
  private readonly options: SecretsManagerSecretOptions;

  constructor(
    private readonly nameOrArn: string,
    options: SecretsManagerSecretOptions | undefined,
  ) {
    super();
    this.options = options ?? {};
  }

  check({ location }: ContainerPlace, at: string): readonly string[] {
    const given = typeof this.nameOrArn === "string" ? parseArn(this.nameOrArn) : undefined;
    const rules: RulesOf<SecretsManagerSecretOptions> = {
      jsonKey: matching(/^[^:\s]+$/, "be a member's name without a colon"),
      versionStage: VERSION_PART,
      versionId: VERSION_PART,
      key: keyRule(given?.region ?? location.region),
    };
    const problems = [...checkMembers(this.options, rules, at), ...this.versionProblems(at)];
    if (Token.isUnresolved(this.nameOrArn)) return problems;
    const [, name, ...suffix] = (given?.resource ?? `secret:${this.nameOrArn}`).split(":");
    const wellFormed = given
      ? isIn(given, "secretsmanager", /^secret:/, location.partition) && [0, 3].includes(suffix.length)
      : suffix.length === 0;
    if (typeof this.nameOrArn !== "string" || !wellFormed || !isSecretName(name ?? "")) {
      return [...problems, problem(at, "be the name or the ARN of a Secrets Manager secret", this.nameOrArn)];
    }
    if (!given && endsAsComplete(this.nameOrArn)) {
      const remedy = "Secrets Manager would take it for a complete ARN: give the secret's full ARN";
      problems.push(problem(at, "not end in a hyphen and six characters", this.nameOrArn, remedy));
    }
    if (given && given.account !== location.account && this.options.key === undefined) {
      const must = `be a secret of account ${location.account}, or have a key`;
      const remedy = "the key that AWS manages cannot be used from another account";
      problems.push(problem(at, must, this.nameOrArn, remedy));
    }
    return problems;
  }

  render({ location }: ContainerPlace, facts: TaskFacts): string {
    const { jsonKey = "", versionStage = "", versionId = "", key } = this.options;
    const isWhole = Token.isUnresolved(this.nameOrArn) || parseArn(this.nameOrArn) !== undefined;
    const resource = `secret:${this.nameOrArn}`;
    const arn = isWhole ? this.nameOrArn : formatArn({ ...location, service: "secretsmanager", resource });
    const choice = [jsonKey, versionStage, versionId];
    const valueFrom = choice.some((part) => part !== "") ? `${arn}:${choice.join(":")}` : arn;
    facts.addService(valueFrom, "secretsmanager");
    facts.addKey(valueFrom, key);
    return valueFrom;
  }

  private versionProblems(at: string): readonly string[] {
    const { jsonKey, versionStage, versionId } = this.options;
    const isChosen = [jsonKey, versionStage, versionId].some((part) => part !== undefined);
    return [
      ...(isChosen && choosesPart(this.nameOrArn)
        ? [problem(at, "name key, stage and version once", this.nameOrArn, "either in the ARN or in the options")]
        : []),
      ...(versionStage !== undefined && versionId !== undefined
        ? [problem(at, "name a version by stage or by id", `${versionStage} and ${versionId}`)]
        : []),
    ];
  }
}

/** Whether an ARN, known now or later, has `:<JSON key>:<stage>:<version>` behind it. */
function choosesPart(arn: unknown): boolean {
  return typeof arn === "string" && /^(?:arn(?::[^:]*){5}:[^:]+|\$\{[^}]*\})(?::[^:]*){3}$/.test(arn);
}

/** Whether an ARN is one of a regional service's, in this partition. */
function isIn(arn: ArnParts, service: string, resource: RegExp, partition: string): boolean {
  return arn.service === service && arn.region !== "" && arn.partition === partition && resource.test(arn.resource);
}

/** A variable or log option whose value is a secret. What was given instead is not repeated: it may be the secret. */
export const secretRule =
  (place: ContainerPlace): Rule =>
  (value, at) => {
    if (typeof (value as Partial<Secret> | null | undefined)?.render === "function") {
      return (value as Secret).check(place, at);
    }
    return [`'${at}' must be a Secret, got a ${typeof value}: use Secret.fromParameter or Secret.fromSecretsManager`];
  };
