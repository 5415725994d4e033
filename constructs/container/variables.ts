import { problem } from "../../aws/messages";
import { by } from "../../aws/text-order";
import { matching, type Rule, reason, record } from "../validation/rules";
import type { ContainerContext } from "./container-context";
import { s3ObjectGrant, s3ObjectRule } from "./s3-object";
import { type Secret, secretRule } from "./secret";

interface NameValue {
  readonly name: string;
  readonly value: string;
}

const variableName = matching(/^[^=\s\0]+$/, "have names without = or spaces");
const MAXIMUM_FILES = 10;

/** A value is not repeated: it may be a secret. */
const variableValue: Rule = (value, at) =>
  typeof value === "string" ? [] : [`'${at}' must be a string, got a ${typeof value}`];
export const environmentRule: Rule = record(variableName, variableValue);
export const secretsRule: Rule = record(variableName, secretRule);
export const plainTextReasonsRule: Rule = record(variableName, reason);

/** The last word of a name that says its value is secret, and what may follow it without changing that. */
export const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PWD|SECRETS?|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|ACCESS_?KEY_?ID)$/i;
/** Shapes of well-known credentials: AWS, GitHub, Slack, Stripe, Google, npm, a PEM key, a JWT, and a password in a URL. */
export const SECRET_VALUE =
  /(\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_\w{36}|\bgithub_pat_\w{22}|\bxox[abprs]-[\w-]{10}|\b[rs]k_live_\w{16}|\bAIza[\w-]{35}|\bnpm_\w{36}|-----BEGIN [A-Z ]*PRIVATE KEY|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.|:\/\/[^/\s:@]+:[^/\s@]+@)/;

/** Plain variables, by name. One that looks like a secret needs a reason; its value is never repeated. */
export function renderEnvironment(
  environment: Readonly<Record<string, string>>,
  reasons: Readonly<Record<string, string>>,
  context: ContainerContext,
  at: string,
): readonly NameValue[] {
  for (const [name, value] of Object.entries(environment)) {
    const secret = SECRET_NAME.test(name) || SECRET_VALUE.test(String(value));
    context.check(
      !secret || Object.hasOwn(reasons, name),
      `'${at}.environment.${name}' looks like a secret, and whoever may describe the task definition could read it: ` +
        `move it to 'secrets', or say in 'plainTextBecause.${name}' why it is none`,
    );
  }
  for (const name of Object.keys(reasons)) {
    context.check(
      Object.hasOwn(environment, name),
      `'${at}.plainTextBecause.${name}' names no variable of 'environment': remove it`,
    );
  }
  return Object.entries(environment)
    .map(([name, value]) => ({ name, value }))
    .sort(by(({ name }) => name));
}

/** Secret variables, by name. */
export function renderSecrets(
  secrets: Readonly<Record<string, Secret>>,
  context: ContainerContext,
  at: string,
): readonly { readonly name: string; readonly valueFrom: string }[] {
  return Object.entries(secrets)
    .filter(([, secret]) => secretRule(secret, "").length === 0)
    .map(([name, secret]) => ({ name, valueFrom: secret.render(context, `${at}.${name}`) }))
    .sort(by(({ name }) => name));
}

export const environmentFilesRule =
  (partition: string): Rule =>
  (value, at) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [problem(at, "be a list of S3 object ARNs", value)];
    const repeated = value.filter((file, index) => value.indexOf(file) !== index);
    return [
      ...value.flatMap((file, index) =>
        s3ObjectRule(partition, /\.env$/, ", its name ending in .env")(file, `${at}.${index}`),
      ),
      ...(value.length > MAXIMUM_FILES ? [problem(at, `have at most ${MAXIMUM_FILES} items`, value.length)] : []),
      ...repeated.map((file) => problem(at, "name each file once", file)),
    ];
  };

/** Files of variables in S3, in their own order: the first that names a variable wins. */
export function renderEnvironmentFiles(
  files: readonly string[],
  context: ContainerContext,
): readonly { readonly type: string; readonly value: string }[] {
  context.execution.push(...files.flatMap((file) => s3ObjectGrant("S3GetEnvironmentFiles", file)));
  return files.map((value) => ({ type: "s3", value }));
}
