import type { ActionCatalogue } from "../../aws/actions/service-actions";
import { comparedWith } from "../../aws/policy/compare-clauses";
import { changePhrase, permissionPhrase } from "../report/sentences";
import { PlanAllows } from "../subject/plan-allows";
import { readSubject } from "../subject/read-subject";
import { reviewSubject } from "../subject/review-subject";
import type { Subject, SubjectMoment } from "../subject/subject";
import type { References } from "../subject/unknown-because";
import { onlyWith } from "./gravity";

const MAX_TOLD = 3;

interface Setting extends References {
  readonly catalogue: ActionCatalogue;
}

/** What some of a subject's policies say, in words: `its policy allows sqs:* on *`. */
export function policyWords(subject: Subject, policies: Partial<SubjectMoment>, setting: Setting): string {
  const read = readSubject(onlyWith(subject, policies));
  const compared = comparedWith(setting.catalogue);
  const { permissions, unreviewed } = reviewSubject(read, setting, compared, new PlanAllows([subject]));
  const said = permissions.map((change) => `${changePhrase(change)} ${permissionPhrase(change)}`);
  const told = [...said.slice(0, MAX_TOLD), ...(unreviewed.length > 0 ? ["what cannot be read here"] : [])];
  const more = said.length > MAX_TOLD ? ` and ${said.length - MAX_TOLD} more` : "";
  return told.length === 0 ? "it allows nothing" : `${told.join("; ")}${more}`;
}
