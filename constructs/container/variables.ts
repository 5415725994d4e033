import { MOST_ENVIRONMENT_FILES } from "../../aws/ecs/container-limits";
import { problem } from "../../aws/messages";
import { by } from "../../aws/text-order";
import { type KmsKey, keyRule } from "../roles/kms-key";
import { matching, type Rule, reason, record, required, shape } from "../validation/rules";
import type { ContainerPlace } from "./container-place";
import { s3ObjectRule } from "./s3-object";
import { type Secret, secretRule } from "./secret";
import type { TaskFacts } from "./task-facts";

interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** A file of variables in S3 that a customer-managed key encrypts. */
export interface EnvironmentFile {
  /** The object's ARN; its name ends in `.env`. */
  readonly objectArn: string;
  /** The key; grants `kms:Decrypt` with it, through S3. */
  readonly key: KmsKey;
}

const variableName = matching(/^[^=\s\0]+$/, "have names without = or spaces");

/** A value is not repeated: it may be a secret. */
const variableValue: Rule = (value, at) =>
  typeof value === "string" ? [] : [`'${at}' must be a string, got a ${typeof value}`];
export const environmentRule: Rule = record(variableName, variableValue);
export const secretsRule = (place: ContainerPlace): Rule => record(variableName, secretRule(place));
export const plainTextReasonsRule: Rule = record(variableName, reason);

/** Plain variables, by name. */
export function renderEnvironment(environment: Readonly<Record<string, string>>): readonly NameValue[] {
  return Object.entries(environment)
    .map(([name, value]) => ({ name, value }))
    .sort(by(({ name }) => name));
}

/** Secret variables, by name. */
export function renderSecrets(
  secrets: Readonly<Record<string, Secret>>,
  place: ContainerPlace,
  facts: TaskFacts,
): readonly { readonly name: string; readonly valueFrom: string }[] {
  return Object.entries(secrets)
    .map(([name, secret]) => ({ name, valueFrom: secret.render(place, facts) }))
    .sort(by(({ name }) => name));
}

export const environmentFilesRule =
  ({ location }: ContainerPlace): Rule =>
  (value, at) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [problem(at, "be a list of S3 object ARNs", value)];
    const objectRule = s3ObjectRule(location.partition, /\.env$/, ", its name ending in .env");
    const fileRule = shape<EnvironmentFile>({
      objectArn: required(objectRule),
      key: required(keyRule(location.region)),
    });
    const arns = value.map(arnOf);
    const repeated = arns.filter((arn, index) => arn !== undefined && arns.indexOf(arn) !== index);
    return [
      ...value.flatMap((file, index) =>
        (typeof file === "object" && file !== null ? fileRule : objectRule)(file, `${at}.${index}`),
      ),
      ...(value.length > MOST_ENVIRONMENT_FILES
        ? [problem(at, `have at most ${MOST_ENVIRONMENT_FILES} items`, value.length)]
        : []),
      ...repeated.map((file) => problem(at, "name each file once", file)),
    ];
  };

function arnOf(file: unknown): unknown {
  return typeof file === "object" && file !== null ? (file as Partial<EnvironmentFile>).objectArn : file;
}

/** Files of variables in S3, in their own order: the first that names a variable wins. */
export function renderEnvironmentFiles(
  files: readonly (string | EnvironmentFile)[],
  facts: TaskFacts,
): readonly { readonly type: string; readonly value: string }[] {
  return files.map((file) => {
    if (typeof file === "string") return { type: "s3", value: file };
    facts.addKey(file.objectArn, file.key);
    return { type: "s3", value: file.objectArn };
  });
}
