import type { Report } from "../../review/report/report";
import { byActionAndType, ownFindings, resourceLineText, taskLineText, taskTitle } from "../../review/report/sections";
import {
  attachmentSentence,
  effectPhrase,
  permissionSentence,
  unreviewedSentence,
} from "../../review/report/sentences";

/** What a report tells, in sentences: sections that tell nothing are left out. */
export type Told = Readonly<Record<string, readonly string[] | number>>;

export function told(report: Report): Told {
  const sign = ({ opens }: { opens: boolean }) => (opens ? "+" : "-");
  const sections: Told = {
    findings: ownFindings(report).map(({ level, id, what, where }) => `${level} ${id} at ${where}: ${what}`),
    permissions: [
      ...report.permissions.map((change) => `${sign(change)} ${permissionSentence(change)}${effectPhrase(change)}`),
      ...report.attachments.map((change) => `${sign(change)} ${attachmentSentence(change)}`),
    ],
    unreviewed: report.unreviewed.map(unreviewedSentence),
    tasks: report.tasks.flatMap((task) => [
      taskTitle(task),
      ...task.lines.map((line) => `${line.change} ${taskLineText(line)}`),
      ...(task.unknownBecause ? [`unknown because of ${task.unknownBecause.join(", ")}`] : []),
      ...(task.noise > 0 ? [`${task.noise} in form only`] : []),
    ]),
    resources: [...byActionAndType(report.resources)].flatMap(([title, lines]) =>
      lines.map((line) => `${title}: ${resourceLineText(line)}`),
    ),
    formOnly: report.summary.formOnly,
  };
  return Object.fromEntries(
    Object.entries(sections).filter(([, lines]) => (Array.isArray(lines) ? lines.length > 0 : lines !== 0)),
  );
}
