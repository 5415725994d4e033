import type { ConfigurationIndex } from "../../plan/configuration-index";
import { isChanged, type Moment, type ResourceChange, type Shown } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import type { Place } from "../../resource-types/resource-type";
import { MOMENTS } from "../subject";
import type { SubjectBook } from "../subject-book";
import { mayHold, policiesIn, type Sighting, type Structure } from "./policy-search";
import { policyText } from "./template-functions";

/** What a policy speaks of when the resource type does not say. */
export const UNKNOWN_KIND = "policy of unknown kind";

/** Types of other providers whose attributes are known by their names alone. */
const OTHER_PROVIDERS = /^awscc_/;
const POLICY_NAME = /(?:^|_)(?:policy|policies|policy_document)$/;
/** Where a resource is told to make others, with their policies. */
const TEMPLATES: Readonly<Record<string, string>> = {
  aws_cloudcontrolapi_resource: "desired_state",
  aws_cloudformation_stack: "template_body",
  aws_cloudformation_stack_set: "template_body",
  awscc_cloudformation_stack: "template_body",
};

/** A policy found somewhere in a resource. */
interface Found extends Sighting {
  readonly attribute: string;
}

/**
 * Any text or structure of a changed resource that reads as a policy is reviewed as one, wherever it stands: in a resource type
 * this program does not know, in a template, in the state another API is asked for. So is a managed policy that is named there.
 */
export function addPoliciesOfUnknownKind(
  changes: readonly ResourceChange[],
  configuration: ConfigurationIndex,
  book: SubjectBook,
): void {
  for (const change of changes) {
    if (!isChanged(change) || change.planned.mode === "data" || change.action === "forget") continue;
    const seen = { before: policiesOf(change, "before"), after: policiesOf(change, "after") };
    for (const moment of MOMENTS) for (const each of seen[moment]) add(each, change, moment, book);
    for (const { attribute, path, place } of hidden(change, seen.before, configuration))
      subjectAt(path, change, book).after.sources.push({ place, change, attribute, content: { state: "unknown" } });
  }
}

function add(
  { path, attribute, policy, named, isSensitive }: Found,
  change: ResourceChange,
  moment: Moment,
  book: SubjectBook,
): void {
  const { sources, attachments } = subjectAt(path, change, book)[moment];
  if (policy !== undefined) {
    const text = typeof policy === "string" ? policy : policyText(policy);
    const content: Shown = isSensitive ? { state: "sensitive" } : { state: "known", value: text };
    sources.push({ place: placeOf(policy), change, attribute, content });
  }
  if (named === undefined) return;
  const place = placeOfNamed(path);
  if (isSensitive) sources.push({ place, change, attribute, content: { state: "sensitive" } });
  else for (const arn of named) attachments.push({ place, arn, change });
}

function subjectAt(path: string, change: ResourceChange, book: SubjectBook) {
  const name = `${change.address} (${path})`;
  return book.open(UNKNOWN_KIND, { key: `${change.address}\n${path}`, name, location: {}, resource: change });
}

function policiesOf(change: ResourceChange, moment: Moment): Found[] {
  const { policies = [], attachments = [], managedPolicy } = resourceType(change.type);
  const { before_sensitive, after_sensitive } = change.planned.change;
  const marks = moment === "before" ? before_sensitive : after_sensitive;
  const values = change[moment] ?? {};
  const all: Found[] = [];
  for (const attribute in values) {
    if (!mayHold(values[attribute]) || attribute === managedPolicy) continue;
    if ([...policies, ...attachments].some((place) => place.attribute === attribute)) continue;
    const own = marks === true ? true : (marks as Structure | undefined)?.[attribute];
    for (const sighting of policiesIn(values[attribute], attribute, own)) all.push({ ...sighting, attribute });
  }
  return all;
}

/** What cannot be seen yet and may be a policy: by its name, by what it was, or because it makes other resources. */
function hidden(
  { type, declared, planned }: ResourceChange,
  before: readonly Found[],
  configuration: ConfigurationIndex,
): { readonly attribute: string; readonly path: string; readonly place: Place }[] {
  const unknown = planned.change.after_unknown;
  const { policies = [] } = resourceType(type);
  const held = before.filter(({ path }) => isUnknownAt(unknown, path));
  const others = namesIn(unknown).filter((attribute) => {
    if (policies.some((place) => place.attribute === attribute) || held.some((each) => each.attribute === attribute))
      return false;
    const mayBe = TEMPLATES[type] === attribute || (OTHER_PROVIDERS.test(type) && POLICY_NAME.test(attribute));
    return mayBe && configuration.sets(declared, attribute);
  });
  return [
    ...held.map((each) => ({ ...each, place: placeAt(each) })),
    ...others.map((attribute) => ({ attribute, path: attribute, place: "identity" as const })),
  ];
}

/** Whether Terraform marks what stands at a path (`settings[0].document`), or something it is in, as unknown. */
function isUnknownAt(marks: unknown, path: string): boolean {
  let at = marks;
  for (const step of path.split(/[.[\]]+/)) {
    if (at === true) return true;
    if (typeof at !== "object" || at === null) return false;
    if (step !== "") at = (at as Structure)[step];
  }
  return at === true;
}

function placeAt({ policy, path }: Found): Place {
  return policy === undefined ? placeOfNamed(path) : placeOf(policy);
}

/** What a managed policy is to whoever has it. */
function placeOfNamed(path: string): "identity" | "boundary" {
  return /boundary/i.test(path) ? "boundary" : "identity";
}

/** Whose it is follows from whom it names: someone, then it is on something; someone who may assume it, then it is a role's. */
function placeOf(policy: Structure | string): Place {
  if (typeof policy === "string") return "identity";
  const { Statement } = policy;
  const statements = (Array.isArray(Statement) ? Statement : [Statement]) as readonly (Structure | null | undefined)[];
  if (!statements.some((statement) => statement && ("Principal" in statement || "NotPrincipal" in statement)))
    return "identity";
  return statements.every((statement) => /^["[]*sts:/i.test(JSON.stringify(statement?.Action ?? "")))
    ? "trust"
    : "resource";
}

function namesIn(marks: unknown): string[] {
  if (typeof marks !== "object" || marks === null) return [];
  return Object.entries(marks).flatMap(([name, mark]) => (mark === true ? [name] : []));
}
