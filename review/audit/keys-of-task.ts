import { parseArn } from "../../aws/arn";
import type { TaskLocation } from "../../aws/ecs/needs/needs-context";
import { containerName, namedTexts, objectsOf, type TaskForm } from "../../aws/ecs/task-form";
import { parseValueFrom } from "../../aws/ecs/value-from";
import type { KeyReference } from "../../aws/kms";
import { type Moment, type ResourceChange, shown, shownText } from "../plan/resource-change";
import type { CannotSay } from "../report/audit";
import type { AuditedFile } from "./audited-file";

interface Keys {
  readonly known: Readonly<Record<string, readonly KeyReference[]>>;
  readonly cannotSay: readonly CannotSay[];
}

/** What a task's secrets are encrypted with, where the files have the parameters and secrets; where not, that is said. */
export function keysOfTask({ containers }: TaskForm, location: TaskLocation, files: readonly AuditedFile[]): Keys {
  const known: Record<string, readonly KeyReference[]> = {};
  const cannotSay: CannotSay[] = [];
  objectsOf(containers).forEach((container, index) => {
    for (const { name, text } of namedTexts(container.secrets, "valueFrom")) {
      const key = keyOf(text, location, files);
      if (Array.isArray(key)) known[text] = key;
      else cannotSay.push({ what: `container ${containerName(container, index)}: secret ${name}`, why: String(key) });
    }
  });
  return { known, cannotSay };
}

/** The key, none for one of AWS's own, or why it is not known. */
function keyOf(
  valueFrom: string,
  location: TaskLocation,
  files: readonly AuditedFile[],
): readonly KeyReference[] | string {
  const value = parseValueFrom(valueFrom, location);
  if (value.service === undefined) return `whether it is under a customer-managed key is not known: ${value.why}`;
  const [type, attribute] =
    value.service === "ssm" ? ["aws_ssm_parameter", "key_id"] : ["aws_secretsmanager_secret", "kms_key_id"];
  const moment = files[0]?.moment ?? "after";
  const resource = files
    .flatMap(({ facts }) => facts.everything)
    .find((change) => change.type === type && change[moment] && isNamed(change, value.arn, moment));
  if (!resource) return "whether it is under a customer-managed key is not in the files";
  if (shown(resource, attribute, moment).state === "unknown") {
    // Terraform computes a parameter's key where none is given: AWS's own.
    const isGiven = files.some(({ facts }) => facts.configuration.sets(resource.declared, attribute));
    return isGiven ? `the key of ${resource.address} is known after apply` : [];
  }
  const key = shownText(resource, attribute, moment);
  if (key === undefined || key.startsWith("alias/aws/")) return [];
  if (key.startsWith("alias/")) return [{ alias: key }];
  const keyArn = key.startsWith("arn:") ? key : undefined;
  return [{ keyArn: keyArn ?? `arn:${location.partition}:kms:${location.region}:${location.account}:key/${key}` }];
}

/** Whether a parameter or secret is the one of an ARN, whose random characters may not be known. */
function isNamed(change: ResourceChange, arn: string, moment: Moment): boolean {
  if (shownText(change, "arn", moment) === arn) return true;
  const name = shownText(change, "name", moment);
  const resource = parseArn(arn)?.resource ?? "";
  if (name === undefined) return false;
  if (change.type === "aws_ssm_parameter") return resource === `parameter/${name.replace(/^\//, "")}`;
  return resource.startsWith(`secret:${name}-`) && resource.length === `secret:${name}-`.length + 6;
}
