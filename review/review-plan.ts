import { ConfigurationIndex } from "./plan/configuration-index";
import { ownAccounts } from "./plan/own-accounts";
import type { Plan } from "./plan/plan";
import { isChanged, type ResourceChange, resourceChanges } from "./plan/resource-change";
import { resourceLines } from "./plan/resource-lines";
import { type ActionCatalogue, serviceActions } from "./policy/service-actions";
import { type Finding, LEVELS, type Level, REPORT_VERSION, type Report, type Summary } from "./report";
import { findings } from "./rules/findings";
import { planStates } from "./rules/plan-states";
import { collectSubjects } from "./subject/collect-subjects";
import { exclusiveNameChanges } from "./subject/exclusive-names";
import { readSubject, reviewSubject } from "./subject/review-subject";
import { isUntouched } from "./subject/subject";
import { isTaskDefinition, reviewTask } from "./task/review-task";

/** What a plan changes for people: who may do what, what cannot be seen yet, what is lost, and what to look at. */
export function reviewPlan(plan: Plan, catalogue: ActionCatalogue = serviceActions()): Report {
  const changes = resourceChanges(plan);
  const configuration = new ConfigurationIndex(plan);
  const subjects = collectSubjects(changes, configuration);
  const touched = subjects.filter((subject) => !isUntouched(subject)).map(readSubject);
  const reviews = touched.map((subject) => reviewSubject(subject, configuration, catalogue));
  const permissions = reviews.flatMap((review) => review.permissions);
  const attachments = [...reviews.flatMap((review) => review.attachments), ...exclusiveNameChanges(changes)];
  const unreviewed = reviews.flatMap((review) => review.unreviewed);
  const tasks = changes.filter(isTaskDefinition).flatMap((change) => reviewTask(change, configuration) ?? []);
  const told = new Set([
    ...permissions.flatMap(({ where }) => where),
    ...[...attachments, ...unreviewed, ...tasks].map(({ where }) => where),
  ]);
  const { lines, formOnly } = resourceLines(changes, told);
  const accounts = ownAccounts(plan, changes);
  const found = findings(
    planStates({ changes, subjects, touched, configuration, accounts, spelling: catalogue.spelling }),
    {
      changes: changes.filter((change) => isChanged(change) && change.planned.mode !== "data"),
      permissions,
      attachments,
      unreviewed,
      tasks,
      incomplete: plan.errored === true || plan.complete === false,
    },
  );
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

function summarize(
  changes: readonly ResourceChange[],
  found: readonly Finding[],
  { permissions, attachments }: Pick<Report, "permissions" | "attachments">,
  formOnly: number,
): Summary {
  const count = (action: ResourceChange["action"]) =>
    changes.filter((change) => change.action === action && change.planned.mode !== "data").length;
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
