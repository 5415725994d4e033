import type { KmsKey as KmsKeyResource } from "@cdktf/provider-aws/lib/kms-key";
import { Lazy, TerraformOutput, type TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { renderPolicy } from "../../aws/policy/render-policy";
import type { Statement } from "../../aws/policy/statement";
import { defaultKeyStatement } from "../../aws/sqs/senders";
import { referredAttribute } from "../environment/known-text";
import { knownPlaceOf } from "../environment/place-of";
import { documentTemplate } from "../environment/terraform-literal";
import type { KmsKey } from "../roles/kms-key";
import { addRemark } from "../validation/remark";
import { resourcesOf } from "./resources-of";

/** A policy as a user wrote it: only its list of statements is of interest. */
interface PolicyJson {
  readonly Statement: unknown;
}

/** The keys of this app that were given statements, with the policy they had. */
const changes = new WeakMap<TerraformResource, { readonly own: PolicyJson | undefined; readonly added: Statement[] }>();
/** Statements that whoever owns a key must add, by the construct that says so. */
const told = new WeakMap<Construct, Statement[]>();

/**
 * Lets somebody use a key: in the key's own policy where the key is made in this app and its policy can be read, and else
 * by an output that says what whoever owns the key must add.
 */
export function allowKeyUse(construct: Construct, key: KmsKey, statement: Statement): void {
  const made = keyMadeHere(key);
  if (made && addToKey(made, statement)) return;
  const statements = told.get(construct);
  if (statements) {
    statements.push(statement);
    return;
  }
  const all = [statement];
  told.set(construct, all);
  const output = new TerraformOutput(construct, "key_policy", {
    value: Lazy.stringValue({ produce: () => documentTemplate(renderPolicy(all)) }),
    description: "What the policy of the queue's key needs, for whoever owns the key to add",
  });
  const name = Token.isUnresolved(key.id) ? "that only Terraform knows" : key.id;
  addRemark(
    construct,
    `the key ${name} is not made here: whoever owns it must add to its policy what the output ` +
      `${output.friendlyUniqueId} says, or what is sent does not arrive`,
  );
}

function keyMadeHere(key: KmsKey): KmsKeyResource | undefined {
  const resource = referredAttribute(key.id)?.resource;
  return resource?.terraformResourceType === "aws_kms_key" && !hasOtherPolicy(resource)
    ? (resource as KmsKeyResource)
    : undefined;
}

/** Whether a resource of its own carries the key's policy, and would replace what is added. */
function hasOtherPolicy(key: TerraformResource): boolean {
  return resourcesOf(key, "aws_kms_key_policy").some(
    (policy) => referredAttribute((policy as TerraformResource & { keyIdInput?: string }).keyIdInput)?.resource === key,
  );
}

/** Adds to the policy a key was given, or to KMS's own; false where it cannot be read. */
function addToKey(key: KmsKeyResource, statement: Statement): boolean {
  const changed = changes.get(key) ?? { own: ownPolicy(key), added: [] };
  if (changed.own === undefined) return false;
  changed.added.push(statement);
  changes.set(key, changed);
  const { Statement: own, ...others } = changed.own;
  const { Statement: added } = JSON.parse(renderPolicy(changed.added)) as PolicyJson;
  key.policy = JSON.stringify({ ...others, Statement: [own, added].flat() });
  return true;
}

function ownPolicy(key: KmsKeyResource): PolicyJson | undefined {
  const { policyInput } = key;
  if (policyInput !== undefined) return parsed(policyInput);
  const place = knownPlaceOf(key.cdktfStack);
  return place && JSON.parse(renderPolicy([defaultKeyStatement(place.partition, place.account)]));
}

/** A policy that stands in the program; one that Terraform composes cannot be read here. */
function parsed(policy: string): PolicyJson | undefined {
  try {
    const document = JSON.parse(policy);
    return typeof document === "object" && document !== null && "Statement" in document ? document : undefined;
  } catch {
    return undefined;
  }
}
