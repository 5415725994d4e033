import { formatArn, type Location, parseArn } from "../arn";
import { isKnownLater } from "./known-later";

/** An SSM parameter that ECS fetches. */
export interface ParameterValue {
  readonly service: "ssm";
  readonly arn: string;
  readonly region: string;
  /** The secret that the parameter stands for, as `/aws/reference/secretsmanager/…` does. */
  readonly refersTo?: SecretValue;
}

/** A secret that ECS fetches. */
export interface SecretValue {
  readonly service: "secretsmanager";
  /** The secret's ARN without what chooses a part of it; six `?` where its random characters are not known. */
  readonly arn: string;
  readonly region: string;
  readonly account: string;
}

/** What cannot be told from a `valueFrom`. */
export interface UnknownValue {
  readonly service?: undefined;
  readonly why: string;
}

/** A parameter's name: at most 1,011 characters, no empty part. Source: Systems Manager user guide, parameter names. */
const PARAMETER_NAME = /^(?!.*\/\/)\/?[\w./-]{1,1011}(?<!\/)$/;
/** A secret's name; RDS's and Redshift's own start with `rds!` and `redshift!`. Source: Secrets Manager API reference, CreateSecret. */
const SECRET_NAME = /^[\w/+=.@!-]{1,512}$/;
const RANDOM_SUFFIX = /-[A-Za-z0-9]{6}$/;
const SECRET_REFERENCE = /^\/?aws\/reference\/secretsmanager\/(.+)$/;
/** An ARN that is known later, and what chooses a part of the secret behind it. */
const LATER = /^(\$\{[^}]*\})((?::[^:]*){3})?$/;

export function isParameterName(name: string): boolean {
  return PARAMETER_NAME.test(name);
}

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether a secret's name, or ARN, ends as a complete ARN does: in a hyphen and six random characters. */
export function endsAsComplete(nameOrArn: string): boolean {
  return RANDOM_SUFFIX.test(nameOrArn);
}

/**
 * What a `valueFrom` names: a parameter by its name or its ARN, or a secret by an ARN, with or without its random
 * characters and with or without `:<JSON key>:<stage>:<version>`. `later` is the service of an ARN that is known later.
 * Sources: ECS developer guide, specifying-sensitive-data; amazon-ecs-agent, asmsecret.go and ssmsecret.go.
 */
export function parseValueFrom(
  text: string,
  location: Location,
  later?: "ssm" | "secretsmanager",
): ParameterValue | SecretValue | UnknownValue {
  const [, arn] = LATER.exec(text) ?? [];
  if (arn) return laterValue(arn, location, later);
  const parts = parseArn(text);
  if (!parts)
    return isParameterName(text) ? parameterOf(text, location) : { why: "it is no parameter's name and no ARN" };
  const place = { partition: parts.partition, region: parts.region, account: parts.account };
  if (parts.service === "ssm" && parts.resource.startsWith("parameter/")) {
    const name = parts.resource.slice("parameter".length);
    if (name.startsWith("//")) return { why: "parameter//… is no parameter's ARN: that of /a/b is parameter/a/b" };
    return parameterOf(name, place);
  }
  if (parts.service === "secretsmanager" && parts.resource.startsWith("secret:")) {
    const [, name = "", ...choice] = parts.resource.split(":");
    if (![0, 3].includes(choice.length))
      return { why: "a secret's ARN has seven parts, or ten with key, stage and version" };
    return secretOf(name, place);
  }
  return { why: "it is the ARN of no parameter and no secret" };
}

function laterValue(
  arn: string,
  { region, account }: Location,
  service: "ssm" | "secretsmanager" | undefined,
): ParameterValue | SecretValue | UnknownValue {
  if (service === "ssm") return { service, arn, region };
  if (service === "secretsmanager") return { service, arn, region, account };
  return { why: "it is known only later, and not whether it is a parameter or a secret" };
}

function parameterOf(name: string, location: Location): ParameterValue {
  const resource = `parameter/${name.replace(/^\//, "")}`;
  const referred = SECRET_REFERENCE.exec(name)?.[1];
  return {
    service: "ssm",
    arn: formatArn({ ...location, service: "ssm", resource }),
    region: location.region,
    ...(referred !== undefined && { refersTo: secretByName(referred, location) }),
  };
}

function secretOf(name: string, location: Location): SecretValue {
  return endsAsComplete(name) && !isKnownLater(name) ? secretAt(name, location) : secretByName(name, location);
}

/** A name without the six random characters that Secrets Manager adds: any six. */
function secretByName(name: string, location: Location): SecretValue {
  return secretAt(`${name}-??????`, location);
}

function secretAt(name: string, location: Location): SecretValue {
  const arn = formatArn({ ...location, service: "secretsmanager", resource: `secret:${name}` });
  return { service: "secretsmanager", arn, region: location.region, account: location.account };
}
