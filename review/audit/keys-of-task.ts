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
  const attribute = value.service === "ssm" ? "key_id" : "kms_key_id";
  const moment = files[0]?.moment ?? "after";
  const names = [value.arn, nameIn(value.arn)];
  const resource = files
    .flatMap((file) => names.flatMap((name) => encryptedThings(file).get(name) ?? []))
    .find((change) => isThere(change, value.arn, moment));
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

const things = new WeakMap<AuditedFile, ReadonlyMap<string, ResourceChange>>();

/** The parameters and secrets of a file, by their ARNs and by their names as ARNs have them. */
function encryptedThings(file: AuditedFile): ReadonlyMap<string, ResourceChange> {
  const known =
    things.get(file) ?? new Map([...named(file, "aws_ssm_parameter"), ...named(file, "aws_secretsmanager_secret")]);
  things.set(file, known);
  return known;
}

function named({ resources, moment }: AuditedFile, type: string): (readonly [string, ResourceChange])[] {
  return (resources.get(type) ?? []).flatMap((change) => {
    const [arn, name] = [shownText(change, "arn", moment), shownText(change, "name", moment)];
    const inArn = type === "aws_ssm_parameter" ? `parameter/${name?.replace(/^\//, "")}` : `secret:${name}`;
    return [
      ...(arn === undefined ? [] : [[arn, change] as const]),
      ...(name === undefined ? [] : [[inArn, change] as const]),
    ];
  });
}

/** Whether a resource is in the account and region of an ARN, as far as its own is known. */
function isThere(change: ResourceChange, arn: string, moment: Moment): boolean {
  const [own, wanted] = [parseArn(shownText(change, "arn", moment) ?? ""), parseArn(arn)];
  return own === undefined || (own.account === wanted?.account && own.region === wanted.region);
}

/** The name in an ARN, without the hyphen and the six characters that end a secret's. */
function nameIn(arn: string): string {
  const resource = parseArn(arn)?.resource ?? "";
  return resource.startsWith("secret:") ? resource.slice(0, -7) : resource;
}
