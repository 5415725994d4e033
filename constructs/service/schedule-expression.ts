import { Token } from "cdktf";
import { problem } from "../../aws/messages";
import type { Rule } from "../validation/rules";

const AT = /^at\((\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\)$/;
const RATE = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/;
const FORMS =
  "cron(<minutes> <hours> <day of month> <month> <day of week> <year>), rate(<value> <unit>) or at(yyyy-mm-ddThh:mm:ss)";

/** The fields of a cron expression, and what each may hold. Source: EventBridge Scheduler user guide, schedule types. */
const FIELDS: readonly (readonly [name: string, form: RegExp])[] = [
  ["minutes", listOf("[0-5]?\\d")],
  ["hours", listOf("[01]?\\d|2[0-3]")],
  ["day of month", new RegExp(`${listOf("0?[1-9]|[12]\\d|3[01]").source}|^(\\?|L|LW|([1-9]|[12]\\d|3[01])W)$`)],
  ["month", listOf("0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC")],
  ["day of week", new RegExp(`${listOf("[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT").source}|^(\\?|L|[1-7]L|[1-7]#[1-5])$`)],
  ["year", listOf("19[7-9]\\d|2[01]\\d\\d")],
];

/** When something runs, as EventBridge Scheduler takes it. */
export const scheduleExpressionRule: Rule = (value, at) => {
  if (Token.isUnresolved(value)) return [];
  if (typeof value !== "string") return [problem(at, `be ${FORMS}`, value)];
  if (value.startsWith("cron(") && value.endsWith(")")) return cronProblems(value, at);
  const [, count, unit, plural] = RATE.exec(value) ?? [];
  if (count !== undefined) {
    const right = (count === "1") === (plural === "");
    return right ? [] : [problem(at, `say rate(${count} ${unit}${count === "1" ? "" : "s"})`, value)];
  }
  const date = AT.exec(value);
  if (date && isDate(date)) return [];
  return [problem(at, `be ${FORMS}`, value)];
};

function cronProblems(value: string, at: string): readonly string[] {
  const fields = value.slice("cron(".length, -1).trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    const remedy = fields.length === 5 ? "it has the year last, which may be *" : "";
    return [problem(at, `have the six fields ${FIELDS.map(([name]) => name).join(", ")}`, value, remedy)];
  }
  const wrong = FIELDS.filter(([, form], index) => !form.test(String(fields[index])));
  const [, , dayOfMonth, , dayOfWeek] = fields;
  const oneDay = [dayOfMonth, dayOfWeek].filter((day) => day === "?").length === 1;
  return [
    ...wrong.map(([name]) => problem(at, `have a valid ${name}`, value)),
    ...(oneDay ? [] : [problem(at, "have ? for one of day of month and day of week, and not for both", value)]),
  ];
}

/** Values, ranges and steps, separated by commas; or all. */
function listOf(value: string): RegExp {
  const item = `(${value})(-(${value}))?(/\\d+)?`;
  return new RegExp(`^(\\*(/\\d+)?|${item}(,${item})*)$`);
}

function isDate([, year, month, day]: RegExpExecArray): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

/** A time zone by its name in the IANA database; Node's own list knows it, its links (`Asia/Calcutta`) included. */
export const timeZoneRule: Rule = (value, at) => {
  if (value === undefined || Token.isUnresolved(value)) return [];
  const known = typeof value === "string" && /^[A-Z]/.test(value) && isTimeZone(value);
  return known ? [] : [problem(at, "be a time zone of the IANA database, Europe/Berlin for example", value)];
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
