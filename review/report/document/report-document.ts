import type { Report } from "../report";
import { auditSection } from "./audit-section";
import { differenceSections } from "./difference-sections";
import type { Section } from "./document";
import { FindingIndex } from "./finding-index";
import { acceptedSection, findingSection } from "./finding-sections";
import { grantedSection, unknownGrantSection } from "./granted-section";
import { permissionSection } from "./permission-section";
import { resourceSection } from "./resource-section";
import { reviewedSection } from "./reviewed-section";
import { taskSection } from "./task-section";
import { unreviewedSection } from "./unreviewed-section";

/** All that a report says, what matters most first. */
export function reportDocument(report: Report): readonly Section[] {
  const index = new FindingIndex(report);
  const sections = [
    reviewedSection(report),
    findingSection(report),
    auditSection(report, index),
    unreviewedSection(report, index),
    unknownGrantSection(report),
    permissionSection(report, index),
    grantedSection(report),
    ...differenceSections(report),
    taskSection(report, index),
    resourceSection(report),
    acceptedSection(report),
  ];
  return sections.filter(({ groups }) => groups.some(({ entries, facts = [] }) => entries.length + facts.length > 0));
}
