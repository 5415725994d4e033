import { keyStatement } from "../../kms";
import { parseS3Object } from "../../s3-object";
import { type Because, NOTHING, notDerived, required, type TaskNeeds, type TaskRole, together } from "./need";
import { endpointOf, keysOf, type NeedsContext } from "./needs-context";
import { secretNeeds } from "./secret-needs";

/**
 * What fetching an object of S3's takes: the object, its bucket's region, and with a customer-managed key its decryption.
 * Source: ECS developer guide, taskdef-envfiles.
 */
export function fileNeeds(
  role: TaskRole,
  sid: string,
  arn: string,
  because: Because,
  context: NeedsContext,
): TaskNeeds {
  const object = parseS3Object(arn);
  if (!object) return notDerived(because, `'${arn}' is not the ARN of an object in a bucket`, role);
  const viaService = endpointOf(context, "s3");
  return required(
    role,
    because,
    { sid, actions: ["s3:GetObject"], resources: [arn] },
    { sid: "S3GetBucketLocation", actions: ["s3:GetBucketLocation"], resources: [object.bucketArn] },
    ...keysOf(context, arn).map((key) =>
      keyStatement("KMSDecryptFilesWithKey", ["kms:Decrypt"], key, context.location, { viaService }),
    ),
  );
}

/**
 * What a gMSA credential spec takes: the agent reads it with the execution role, from S3, SSM or Secrets Manager; a file
 * of the host's takes nothing. A domainless one names a secret of its own inside.
 * Source: amazon-ecs-agent, agent/taskresource/credentialspec.
 */
export function credentialSpecNeeds(spec: string, because: Because, context: NeedsContext): TaskNeeds {
  const [, domainless, place = ""] = /^credentialspec(domainless)?:(.+)$/.exec(spec) ?? [];
  if (place.startsWith("file://")) return NOTHING;
  if (!place.startsWith("arn:") && !place.startsWith("${")) {
    return notDerived(because, `'${spec}' is no credentialspec:<ARN>`, "execution");
  }
  const read = /^arn:[^:]*:s3:/.test(place)
    ? fileNeeds("execution", "S3GetCredentialSpecs", place, because, context)
    : secretNeeds(place, because, context);
  if (!domainless) return read;
  const secret = { ...because, what: `secret of the ${because.what}` };
  const { credentialSecrets = {} } = context;
  const named = Object.hasOwn(credentialSecrets, spec) ? (credentialSecrets[spec] ?? []) : [];
  if (named.length === 0)
    return together(read, notDerived(secret, "its ARN stands inside the credential spec", "execution"));
  return together(read, ...named.map((valueFrom) => secretNeeds(valueFrom, secret, context)));
}
