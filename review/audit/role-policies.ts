import { parseArn, roleArn } from "../../aws/arn";
import type { TaskLocation } from "../../aws/ecs/needs/needs-context";
import { managedPolicy } from "../../aws/managed-policies/managed-policy";
import type { NamedPolicy } from "../../aws/policy/evaluate/decision";
import type { PolicyDocument } from "../../aws/policy/evaluate/policy-document";
import type { Moment } from "../plan/resource-change";
import type { Attachment, PolicySource, Subject } from "../subject/subject";

/** What decides over the requests of a role, as it will be. */
export interface RolePolicies {
  readonly name: string;
  /** Composed where the plan does not have it. */
  readonly arn: string;
  readonly where?: string;
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  readonly trust?: NamedPolicy;
  /** What of its policies is not known, each with why. */
  readonly unknown: readonly string[];
}

/** The text of a managed policy that one of the files has, by its ARN. */
export type PlannedPolicies = ReadonlyMap<string, string>;

/** A role with everything the files and AWS's own list say of it. */
export function rolePolicies(
  subject: Subject,
  moment: Moment,
  planned: PlannedPolicies,
  location: TaskLocation,
): RolePolicies {
  const read = subject[moment].sources.map((source) => ({ source, policy: namedPolicy(source) }));
  const attached = subject[moment].attachments.map((attachment) => ({
    attachment,
    policy: attachedPolicy(attachment, planned),
  }));
  const known = [
    ...read.flatMap(({ source: { place }, policy }) => (policy ? [{ place, policy }] : [])),
    ...attached.flatMap(({ attachment: { place }, policy }) => (policy ? [{ place, policy }] : [])),
  ];
  const at = (wanted: string) => known.filter(({ place }) => place === wanted).map(({ policy }) => policy);
  const [boundary] = at("boundary");
  const [trust] = at("trust");
  return {
    name: subject.name,
    arn: arnOf(subject, moment, location),
    ...(subject.resource && { where: subject.resource.address }),
    identity: at("identity"),
    ...(boundary && { boundary }),
    ...(trust && { trust }),
    unknown: [
      ...read.filter(({ policy }) => !policy).map(({ source }) => hiddenBecause(source)),
      ...attached.filter(({ policy }) => !policy).map(({ attachment: { arn } }) => `${arn} is not in the files`),
    ],
  };
}

function arnOf({ name, resource }: Subject, moment: Moment, location: TaskLocation): string {
  const { arn, path } = resource?.[moment] ?? {};
  if (typeof arn === "string" && parseArn(arn)) return arn;
  return roleArn(location, name.replace(/[^\w+=,.@-]/g, "-"), typeof path === "string" ? path : "/");
}

function namedPolicy({ content, change, attribute }: PolicySource): NamedPolicy | undefined {
  if (content.state !== "known") return undefined;
  const name = change.type === "aws_iam_role" ? `${change.address}.${attribute}` : change.address;
  return named(name, String(content.value));
}

function attachedPolicy({ arn }: Attachment, planned: PlannedPolicies): NamedPolicy | undefined {
  const text = planned.get(arn) ?? managedPolicy(arn)?.document;
  return text === undefined ? undefined : named(arn.slice(arn.lastIndexOf("/") + 1), text);
}

function named(name: string, text: string): NamedPolicy | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null
      ? { name, document: document as PolicyDocument }
      : undefined;
  } catch {
    return undefined;
  }
}

function hiddenBecause({ change, content, awaits = [] }: PolicySource): string {
  if (content.state === "sensitive") return `${change.address} is marked sensitive`;
  if (content.state === "known") return `${change.address} is no policy that can be read`;
  return `${change.address} is known after apply${awaits.length > 0 ? `: it waits for ${awaits.join(", ")}` : ""}`;
}
