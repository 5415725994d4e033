import { keyStatement } from "../../kms";
import { parametersStatement, secretsStatement } from "../execution-statements";
import { type ParameterValue, parseValueFrom, type SecretValue } from "../value-from";
import { type Because, notDerived, required, type TaskNeeds, together } from "./need";
import { endpointOf, keysOf, type NeedsContext } from "./needs-context";

/** What fetching a value takes: from SSM or Secrets Manager, and with a customer-managed key its decryption. */
export function secretNeeds(valueFrom: string, because: Because, context: NeedsContext): TaskNeeds {
  const { services = {}, location } = context;
  const service = Object.hasOwn(services, valueFrom) ? services[valueFrom] : undefined;
  const value = parseValueFrom(valueFrom, location, service);
  if (value.service === undefined) return notDerived(because, value.why, "execution");
  const secret = value.service === "ssm" ? value.refersTo : value;
  return together(
    ...(value.service === "ssm" ? [parameterNeeds(value, valueFrom, because, context)] : []),
    ...(secret ? [managedSecretNeeds(secret, valueFrom, because, context)] : []),
  );
}

function parameterNeeds(
  { arn, region, refersTo }: ParameterValue,
  valueFrom: string,
  because: Because,
  context: NeedsContext,
): TaskNeeds {
  // What stands for a secret is encrypted as the secret is, and not by itself.
  const keys = refersTo ? [] : keysOf(context, valueFrom);
  const use = {
    viaService: endpointOf(context, "ssm", region),
    encryptionContext: { key: "PARAMETER_ARN", values: [arn] },
  };
  const place = { ...context.location, region };
  const decrypt = keys.map((key) => keyStatement("KMSDecryptParametersWithKey", ["kms:Decrypt"], key, place, use));
  return required("execution", because, parametersStatement([arn]), ...decrypt);
}

function managedSecretNeeds(
  { arn, region, account }: SecretValue,
  valueFrom: string,
  because: Because,
  context: NeedsContext,
): TaskNeeds {
  const use = {
    viaService: endpointOf(context, "secretsmanager", region),
    encryptionContext: { key: "SecretARN", values: [arn] },
  };
  const place = { ...context.location, region, account };
  const decrypt = keysOf(context, valueFrom).map((key) =>
    keyStatement("KMSDecryptSecretsWithKey", ["kms:Decrypt"], key, place, use),
  );
  return required("execution", because, secretsStatement([arn]), ...decrypt);
}
