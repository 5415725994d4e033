import { type ActionCatalogue, serviceActions } from "../aws/actions/service-actions";
import { comparedWith } from "../aws/policy/compare-clauses";
import { deferredFindings, driftFindings } from "./findings/asides";
import { findings } from "./findings/findings";
import { planState, roleLookup } from "./findings/plan-states";
import type { PlanTransition } from "./findings/reviewed-plan";
import { ConfigurationIndex } from "./plan/configuration-index";
import { ownAccounts } from "./plan/own-accounts";
import type { Plan } from "./plan/plan";
import { deferredPlan, driftPlan } from "./plan/plan-beside";
import { ReferredResources } from "./plan/referred-resources";
import { isChanged, resourceChanges } from "./plan/resource-change";
import { resourceLines } from "./plan/resource-lines";
import { withGuards } from "./report/guards";
import { type Finding, LEVELS, REPORT_VERSION, type Report } from "./report/report";
import { summarize } from "./report/summary";
import { collectSubjects } from "./subject/collect-subjects";
import { PlanAllows } from "./subject/plan-allows";
import { exclusiveNameChanges, hiddenExclusiveNames } from "./subject/policies/exclusive-names";
import { isSameInMeaning, readSubject } from "./subject/read-subject";
import { reviewSubject } from "./subject/review-subject";
import { isUntouched } from "./subject/subject";
import { containersOf } from "./task/container";
import { isTaskDefinition, reviewTask } from "./task/review-task";

/** What a plan changes for people: who may do what, what cannot be seen yet, what is lost, and what to look at. */
export function reviewPlan(plan: Plan, catalogue: ActionCatalogue = serviceActions()): Report {
  const reviewed = reviewedPlan(plan, catalogue);
  const { changes, permissions, attachments, unreviewed, tasks } = reviewed;
  const found = everyFinding(reviewed);
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

/** The gravest first: what the plan does, then what was done beside it and what is left to a later one. */
function everyFinding(reviewed: PlanTransition): Finding[] {
  const { plan, catalogue } = reviewed;
  const [drift, deferred] = [driftPlan(plan), deferredPlan(plan)];
  const found = [
    ...findings(reviewed),
    ...(drift ? driftFindings(reviewedPlan(drift, catalogue)) : []),
    ...(deferred ? deferredFindings(reviewedPlan(deferred, catalogue)) : []),
  ];
  return found.sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
}

/** The plan as every rule is handed it. */
export function reviewedPlan(plan: Plan, catalogue: ActionCatalogue = serviceActions()): PlanTransition {
  const everything = resourceChanges(plan);
  const configuration = new ConfigurationIndex(plan);
  const referred = new ReferredResources(everything);
  const everySubject = collectSubjects(everything, configuration, referred);
  const role = roleLookup(everySubject);
  const facts = {
    plan,
    everything,
    everySubject,
    configuration,
    referred,
    catalogue,
    accounts: ownAccounts(plan, everything),
    role,
  };

  const read = everySubject.filter((subject) => !isUntouched(subject)).map(readSubject);
  const allows = new PlanAllows(everySubject);
  const compared = comparedWith(catalogue);
  const reviews = read.map((subject) => reviewSubject(subject, facts, compared, allows));
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
    permissions: withGuards(
      reviews.flatMap((review) => review.permissions),
      changes,
    ),
    attachments: withGuards(
      [...reviews.flatMap((review) => review.attachments), ...exclusiveNameChanges(everything)],
      changes,
    ),
    unreviewed: [...reviews.flatMap((review) => review.unreviewed), ...hiddenExclusiveNames(everything)],
    tasks: taskDefinitions.flatMap(({ change, containersAt }) => reviewTask(change, containersAt, facts) ?? []),
    incomplete: plan.errored === true || plan.complete === false,
  };
}
