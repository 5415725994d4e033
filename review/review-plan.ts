import { type ActionCatalogue, serviceActions } from "../aws/actions/service-actions";
import { Findings } from "./findings/findings";
import { RoleLookup, resourceStates, subjectStates, taskStates } from "./findings/plan-states";
import { ConfigurationIndex } from "./plan/configuration-index";
import { ownAccounts } from "./plan/own-accounts";
import type { Plan } from "./plan/plan";
import { isChanged, type ResourceChange, resourceChanges } from "./plan/resource-change";
import { resourceLines } from "./plan/resource-lines";
import { type Finding, LEVELS, type Level, REPORT_VERSION, type Report, type Summary } from "./report/report";
import { collectSubjects } from "./subject/collect-subjects";
import { exclusiveNameChanges } from "./subject/exclusive-names";
import { isSameInMeaning, readSubject } from "./subject/read-subject";
import { reviewSubject, type SubjectReview } from "./subject/review-subject";
import { hasResourcePolicy, isUntouched } from "./subject/subject";
import { containersOf } from "./task/container";
import { isTaskDefinition, reviewTask } from "./task/review-task";

/** What a plan changes for people: who may do what, what cannot be seen yet, what is lost, and what to look at. */
export function reviewPlan(plan: Plan, catalogue: ActionCatalogue = serviceActions()): Report {
  const changes = resourceChanges(plan);
  const configuration = new ConfigurationIndex(plan);
  const subjects = collectSubjects(changes, configuration);
  const setting = { accounts: ownAccounts(plan, changes), spelling: catalogue.spelling };
  const findings = new Findings();
  const reviews: SubjectReview[] = [];
  const touched = new Set<string>();
  for (const subject of subjects) {
    if (isUntouched(subject)) continue;
    const read = readSubject(subject);
    reviews.push(reviewSubject(read, configuration, catalogue));
    if (isSameInMeaning(read)) continue;
    touched.add(subject.key);
    findings.lookAtStates(subjectStates(read, setting));
  }
  const permissions = reviews.flatMap((review) => review.permissions);
  const attachments = [...reviews.flatMap((review) => review.attachments), ...exclusiveNameChanges(changes)];
  const unreviewed = reviews.flatMap((review) => review.unreviewed);
  const read = changes.filter(isTaskDefinition).map((change) => ({ change, containersAt: containersOf(change) }));
  const tasks = read.flatMap(({ change, containersAt }) => reviewTask(change, containersAt, configuration) ?? []);
  findings.lookAtStates(taskStates(read, new RoleLookup(subjects, touched), configuration, setting));
  const managed = changes.filter((change) => isChanged(change) && change.planned.mode !== "data");
  findings.lookAtStates(resourceStates(managed, setting));
  const incomplete = plan.errored === true || plan.complete === false;
  const withPolicy = new Set(subjects.filter(hasResourcePolicy).flatMap(({ resource }) => resource?.address ?? []));
  findings.lookAtTransition({ changes: managed, permissions, attachments, unreviewed, tasks, withPolicy, incomplete });
  const found = findings.all();
  const told = new Set([
    ...permissions.flatMap(({ where }) => where),
    ...[...attachments, ...unreviewed, ...tasks].map(({ where }) => where),
  ]);
  const { lines, formOnly } = resourceLines(managed, told);
  return {
    version: REPORT_VERSION,
    terraformVersion: typeof plan.terraform_version === "string" ? plan.terraform_version : "",
    summary: summarize(managed, found, { permissions, attachments }, formOnly),
    findings: found,
    accepted: [],
    permissions,
    attachments,
    unreviewed,
    tasks,
    resources: lines,
  };
}

function summarize(
  changes: readonly ResourceChange[],
  found: readonly Finding[],
  { permissions, attachments }: Pick<Report, "permissions" | "attachments">,
  formOnly: number,
): Summary {
  const count = (action: ResourceChange["action"]) => changes.filter((change) => change.action === action).length;
  const effective = [...permissions.filter(({ denied }) => !denied), ...attachments];
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    forget: count("forget"),
    formOnly,
    permissionsOpened: effective.filter(({ opens }) => opens).length,
    permissionsClosed: effective.filter(({ opens }) => !opens).length,
    findings: countByLevel(found),
  };
}

/** How many findings each level has. */
export function countByLevel(found: readonly Finding[]): Record<Level, number> {
  const counts = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>;
  for (const { level } of found) counts[level] += 1;
  return counts;
}
