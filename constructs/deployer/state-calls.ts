import { formatArn, s3Arn } from "../../aws/arn";
import { keyStatement } from "../../aws/kms";
import { dnsSuffixOf } from "../../aws/partition";
import type { Attributes, Calls, DeployedStack } from "./deployed-stack";

/**
 * Reading, writing and locking the state in S3. A plan locks it too, and writes it only where it was never written.
 * Source: Terraform's documentation, S3 backend, permissions required.
 */
export function stateCalls(s3: Attributes, stack: DeployedStack): readonly Calls[] {
  const { location } = stack;
  const [bucket, key] = [String(s3.bucket), String(s3.key)];
  const state = [s3Arn(location, `${bucket}/${key}`)];
  const lock = [s3Arn(location, `${bucket}/${key}.tflock`)];
  return [
    {
      sid: "FindState",
      when: "plan",
      actions: ["s3:ListBucket"],
      resources: [s3Arn(location, bucket)],
      conditions: { StringEquals: { "s3:prefix": [key, "env:/"] } },
    },
    { sid: "ReadState", when: "plan", actions: ["s3:GetObject"], resources: state },
    { sid: "WriteState", when: "apply", actions: ["s3:PutObject"], resources: state },
    ...(s3.use_lockfile === true ? [lockState(lock)] : []),
    ...(s3.kms_key_id === undefined ? [] : [stateKey(String(s3.kms_key_id), String(s3.region), stack)]),
  ];
}

function lockState(resources: readonly string[]): Calls {
  return { sid: "LockState", when: "plan", actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], resources };
}

/** A key by its ARN, its alias or its id. */
function stateKey(id: string, region: string, { location }: DeployedStack): Calls {
  const place = { ...location, region };
  const keyArn = id.startsWith("arn:") ? id : formatArn({ ...place, service: "kms", resource: `key/${id}` });
  const reference = id.startsWith("alias/") ? { alias: id } : { keyArn };
  const viaService = `s3.${region}.${dnsSuffixOf(location.partition)}`;
  const actions = ["kms:Decrypt", "kms:GenerateDataKey"];
  const { resources = [], conditions } = keyStatement("UseStateKey", actions, reference, place, { viaService });
  return { sid: "UseStateKey", when: "plan", actions, resources, conditions };
}
