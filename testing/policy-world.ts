import type { Location } from "../aws/arn";
import { managedPolicy } from "../aws/managed-policies/managed-policy";
import type { NamedPolicy } from "../aws/policy/evaluate/decision";
import type { PolicyDocument } from "../aws/policy/evaluate/policy-document";
import { arnOf } from "../review/plan/arn-of";
import { ConfigurationIndex } from "../review/plan/configuration-index";
import type { Plan, Values } from "../review/plan/plan";
import { planLocation } from "../review/plan/provider-location";
import { ReferredResources } from "../review/plan/referred-resources";
import { type ResourceChange, resourceChanges } from "../review/plan/resource-change";
import type { Place } from "../review/resource-types/resource-type";
import { collectSubjects } from "../review/subject/collect-subjects";
import { isDestroyed, type PolicySource, type Subject } from "../review/subject/subject";
import { type TaskRoles, taskRoles } from "./task-roles";

/** A policy that someone or something has. */
export interface HeldPolicy extends NamedPolicy {
  readonly place: Place;
  /** The address of the resource that it is written in. */
  readonly address: string;
}

/** Someone or something of a stack that policies speak of, with what they say. */
export interface Holder {
  /** `role`, `queue`, `key`, … */
  readonly kind: string;
  /** Its address, or its name where the stack has only its policy. */
  readonly address: string;
  readonly name: string;
  /** Undefined where it is known only once it is applied. */
  readonly arn: string | undefined;
  readonly policies: readonly HeldPolicy[];
  /** The policies that cannot be read, and why. */
  readonly unknown: readonly { readonly place: Place; readonly why: string }[];
}

/** Everyone and everything that a stack, a plan or a state has policies of. */
export interface PolicyWorld {
  readonly location: Partial<Location>;
  readonly holders: readonly Holder[];
  /** The addresses of all resources, with their ARNs where they are known. */
  readonly arns: ReadonlyMap<string, string | undefined>;
  /** Those that the stack's task definitions have. */
  readonly roles: TaskRoles;
}

/** What managed policies say that are neither in the stack nor AWS's own, by ARN. */
export type ManagedPolicies = Readonly<Record<string, PolicyDocument>>;

/** Reads what a plan will have in force. */
export function policyWorld(plan: Plan, stated: Partial<Location>, managed: ManagedPolicies): PolicyWorld {
  const everything = resourceChanges(plan);
  const changes = everything.filter(({ after, planned }) => after !== undefined && planned.mode !== "data");
  const configuration = new ConfigurationIndex(plan);
  const location = { ...planLocation(plan, changes), ...stated };
  const roles = taskRoles(changes, configuration);
  const named = (name: string) =>
    (["task", "execution"] as const).find((role) => roles[role].includes(name) && roles[role].length === 1);
  return {
    location,
    holders: collectSubjects(everything, configuration, new ReferredResources(everything))
      .filter((subject) => !isDestroyed(subject))
      .map((subject) => holderOf(subject, location, managed, named(subject.name))),
    arns: new Map(changes.map(({ address, type, after = {} }) => [address, arnOf(type, after, location)])),
    roles,
  };
}

function holderOf(
  subject: Subject,
  location: Partial<Location>,
  managed: ManagedPolicies,
  taskRole: "task" | "execution" | undefined,
): Holder {
  const { kind, name, resource, after } = subject;
  const called = (place: Place) => policyName(place, taskRole ? `${taskRole} ${kind}` : kind);
  const policies: HeldPolicy[] = [];
  const unknown: Holder["unknown"][number][] = [];
  for (const source of after.sources) {
    const read = documentOf(source);
    const { place, change } = source;
    if (typeof read === "string") unknown.push({ place, why: `${change.address}: ${read}` });
    else policies.push({ name: called(place), document: read, place, address: change.address });
  }
  for (const { place, arn, change } of after.attachments) {
    const document = managed[arn] ?? documentOfAws(arn);
    const last = arn.slice(arn.lastIndexOf("/") + 1);
    if (document) policies.push({ name: `managed policy ${last}`, document, place, address: change.address });
    else
      unknown.push({
        place,
        why: `${change.address} ${place === "boundary" ? "is bounded by" : "attaches"} ${arn}, whose statements are not here: state them as 'managedPolicies'`,
      });
  }
  return { kind, name, address: resource?.address ?? name, arn: arnOfSubject(subject, location), policies, unknown };
}

function documentOfAws(arn: string): PolicyDocument | undefined {
  const known = managedPolicy(arn);
  return known && (JSON.parse(known.document) as PolicyDocument);
}

/** What reasons call a policy: of one request, one resource and one principal have policies, so that the kind is enough. */
function policyName(place: Place, kind: string): string {
  if (place === "trust") return "trust policy";
  if (place === "boundary") return "permissions boundary";
  return kind.endsWith("policy") ? kind : `${kind} policy`;
}

function documentOf({ content, awaits = [] }: PolicySource): PolicyDocument | string {
  if (awaits.length > 0) return `it is not wholly known before ${awaits.join(", ")} is applied`;
  if (content.state !== "known")
    return content.state === "sensitive" ? "it is sensitive, and so not shown" : "it is not known before it is applied";
  try {
    const document: unknown = typeof content.value === "string" ? JSON.parse(content.value) : content.value;
    return typeof document === "object" && document !== null ? (document as PolicyDocument) : "it is no policy";
  } catch {
    return "it is not JSON";
  }
}

/** What AWS calls the kinds of things that are named in policies' attributes without being in the plan themselves. */
const TYPES: Readonly<Record<string, string>> = {
  role: "aws_iam_role",
  queue: "aws_sqs_queue",
  topic: "aws_sns_topic",
  bucket: "aws_s3_bucket",
  repository: "aws_ecr_repository",
  table: "aws_dynamodb_table",
  stream: "aws_kinesis_stream",
};

function arnOfSubject({ kind, name, resource, after }: Subject, location: Partial<Location>): string | undefined {
  if (resource) return arnOf(resource.type, resource.after ?? {}, location);
  const given = after.sources.flatMap(({ change }) => namedArn(change, name)).at(0);
  const type = TYPES[kind];
  return given ?? (type === undefined ? undefined : arnOf(type, { name } as Values, location));
}

/** The ARN by which a resource that the plan does not have is named, if it is named by one. */
function namedArn({ after = {} }: ResourceChange, name: string): readonly string[] {
  return Object.values(after).filter(
    (value): value is string => typeof value === "string" && value.startsWith("arn:") && value.endsWith(name),
  );
}
