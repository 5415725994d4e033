import { type ActionCatalogue, serviceActions } from "../aws/actions/service-actions";
import { findings } from "./findings/findings";
import { planState, roleLookup } from "./findings/plan-states";
import type { PlanTransition } from "./findings/reviewed-plan";
import { ConfigurationIndex } from "./plan/configuration-index";
import { ownAccounts } from "./plan/own-accounts";
import type { Plan } from "./plan/plan";
import { isChanged, type ResourceChange, resourceChanges } from "./plan/resource-change";
import { resourceLines } from "./plan/resource-lines";
import { type Finding, LEVELS, type Level, REPORT_VERSION, type Report, type Summary } from "./report/report";
import { collectSubjects } from "./subject/collect-subjects";
import { exclusiveNameChanges } from "./subject/exclusive-names";
import { isSameInMeaning, readSubject } from "./subject/read-subject";
import { reviewSubject } from "./subject/review-subject";
import { isUntouched } from "./subject/subject";
import { containersOf } from "./task/container";
import { isTaskDefinition, reviewTask } from "./task/review-task";

/** What a plan changes for people: who may do what, what cannot be seen yet, what is lost, and what to look at. */
export function reviewPlan(plan: Plan, catalogue: ActionCatalogue = serviceActions()): Report {
  const reviewed = reviewedPlan(plan, catalogue);
  const { changes, permissions, attachments, unreviewed, tasks } = reviewed;
  const found = findings(reviewed);
  const told = new Set([
    ...permissions.flatMap(({ where }) => where),
    ...[...attachments, ...unreviewed, ...tasks].map(({ where }) => where),
  ]);
  const { lines, formOnly } = resourceLines(changes, told);
  return {
    version: REPORT_VERSION,
    terraformVersion: typeof plan.terraform_version === "string" ? plan.terraform_version : "",
    summary: summarize(changes, found, { permissions, attachments }, formOnly),
    findings: found,
    accepted: [],
    permissions,
    attachments,
    unreviewed,
    tasks,
    resources: lines,
  };
}

/** The plan as every rule is handed it. */
export function reviewedPlan(plan: Plan, catalogue: ActionCatalogue = serviceActions()): PlanTransition {
  const everything = resourceChanges(plan);
  const configuration = new ConfigurationIndex(plan);
  const everySubject = collectSubjects(everything, configuration);
  const role = roleLookup(everySubject);
  const facts = { everything, everySubject, configuration, catalogue, accounts: ownAccounts(plan, everything), role };

  const read = everySubject.filter((subject) => !isUntouched(subject)).map(readSubject);
  const reviews = read.map((subject) => reviewSubject(subject, configuration, catalogue));
  const changes = everything.filter((change) => isChanged(change) && change.planned.mode !== "data");
  const taskDefinitions = everything.filter(isTaskDefinition).map((change) => ({
    change,
    containersAt: containersOf(change),
  }));

  const touched = {
    subjects: read.filter((subject) => !isSameInMeaning(subject)),
    tasks: taskDefinitions,
    resources: changes,
  };
  return {
    ...facts,
    before: planState("before", touched, facts),
    after: planState("after", touched, facts),
    changes,
    permissions: reviews.flatMap((review) => review.permissions),
    attachments: [...reviews.flatMap((review) => review.attachments), ...exclusiveNameChanges(everything)],
    unreviewed: reviews.flatMap((review) => review.unreviewed),
    tasks: taskDefinitions.flatMap(({ change, containersAt }) => reviewTask(change, containersAt, configuration) ?? []),
    incomplete: plan.errored === true || plan.complete === false,
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
