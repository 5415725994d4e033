import type { Finding } from "../report/report";
import { attachmentSentence, permissionSentence } from "../report/sentences";
import { findingKey } from "./finding-key";
import { findings } from "./findings";
import { permissionIdentity } from "./permission-identity";
import type { PlanTransition } from "./reviewed-plan";

/** What is found in changes that the plan itself does not make. */
interface Aside {
  readonly id: string;
  /** Begins every sentence. */
  readonly intro: string;
  readonly narrowed: boolean;
}

const DRIFT: Aside = { id: "made-outside-terraform", intro: "made outside Terraform", narrowed: true };
const DEFERRED: Aside = { id: "left-to-a-later-plan", intro: "left to a later plan", narrowed: false };

/** What somebody has changed outside Terraform since the last apply. */
export function driftFindings(drift: PlanTransition): Finding[] {
  return asides(drift, DRIFT);
}

/** What Terraform leaves to a later plan, as far as it shows it. */
export function deferredFindings(deferred: PlanTransition): Finding[] {
  return asides(deferred, DEFERRED);
}

/** Of what is narrowed no rule speaks: it is told all the same, since nobody planned it. */
function asides(plan: PlanTransition, { id, intro, narrowed }: Aside): Finding[] {
  const found = findings(plan).filter(({ id: rule }) => !ABOUT_PLANS.has(rule));
  const closed = narrowed
    ? [
        ...plan.permissions
          .filter(({ opens }) => !opens)
          .map((change) => ({
            what: permissionSentence(change),
            where: change.where[0] ?? "",
            key: findingKey(permissionIdentity(change)),
          })),
        ...plan.attachments
          .filter(({ opens }) => !opens)
          .map((change) => {
            const what = attachmentSentence(change);
            return { what, where: change.where, key: findingKey(what) };
          }),
      ]
    : [];
  const why = "nobody who reads the code sees it";
  return [
    ...found.map((finding) => ({ ...finding, id, what: `${intro}: ${finding.what}` })),
    ...closed.map(({ what, where, key }) => ({
      id,
      level: "low" as const,
      what: `${intro}: ${what}`,
      why,
      where,
      key,
    })),
  ];
}

/** Rules that speak of a plan as a whole, or of what it does to what is there. */
const ABOUT_PLANS = new Set([
  "attached-by-hand",
  "action-invoked",
  "apply-will-fail",
  "check-fails",
  "comes-under-terraform",
  "left-without-policy",
  "old-revision-needs",
  "one-thing-at-two-addresses",
  "plan-incomplete",
  "role-in-use",
  "two-owners-of-one-policy",
]);
