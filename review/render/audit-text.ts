import type { TaskAudit } from "../report/audit";
import { actionsOn, auditTitle, becauseText, roleNote, rolesLine } from "../report/audit-sentences";
import { plainText } from "./plain-text";

type Paint = (text: string) => string;

/** The audit of each task, for a terminal; with `explains`, what is needed and allowed too. */
export function auditLines(
  audits: readonly TaskAudit[],
  paint: (name: "red" | "yellow" | "green" | "dim") => Paint,
  explains: boolean,
): string[] {
  return audits.flatMap((audit) => [
    `  ${plainText(auditTitle(audit))} ${paint("dim")(plainText(`(${audit.where})`))}`,
    paint("dim")(plainText(`    ${rolesLine(audit)}`)),
    ...audit.lacks.flatMap((lack) => [
      `    ${paint("red")("lacks")} ${plainText(`${actionsOn(lack)}${roleNote(lack)}`)}`,
      plainText(`      for ${becauseText(lack.because)}`),
      paint("dim")(plainText(`      ${lack.message}`)),
    ]),
    ...audit.inExcess.flatMap((grant) => [
      `    ${paint("yellow")("in excess")} ${plainText(`${actionsOn(grant)}${roleNote(grant)}`)}`,
      paint("dim")(plainText(`      ${grant.allowedBy}`)),
    ]),
    ...(explains ? audit.explained : []).flatMap((need) => [
      `    ${paint("green")("allowed")} ${plainText(`${actionsOn(need)} for ${becauseText(need.because)}`)}`,
      paint("dim")(plainText(`      by ${need.allowedBy.join(", ")}`)),
    ]),
    ...audit.cannotSay.map(({ what, why }) => `    ${paint("yellow")("?")} ${plainText(`${what}: ${why}`)}`),
  ]);
}
