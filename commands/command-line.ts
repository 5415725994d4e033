import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { acceptFindings, readAcceptances } from "../review/findings/accepted-findings";
import { readPlan } from "../review/plan/read-plan";
import { plainText } from "../review/render/plain-text";
import { LEVELS, type Level, type Report } from "../review/report/report";
import { ReviewError } from "../review/review-error";
import { reviewPlan } from "../review/review-plan";

const FORMATS = ["text", "markdown", "json", "sarif", "html"] as const;
type Format = (typeof FORMATS)[number];

export const USAGE = `usage: ecs-role-pair review <plan.json | -> [options]

Says what a Terraform plan changes for people: who may do what, what cannot be seen yet, what is lost.
The plan is what 'terraform show -json <plan file>' prints; '-' reads it from standard input.

  --format <name>      text, markdown, json, sarif or html (default: text)
  --output <file>      write there instead of to standard output
  --fail-on <level>    exit with 2 when a finding is at or above low, widened, unknown, medium or high,
                       or 'never' (default: low)
  --accept <file>      findings somebody has accepted: a JSON list of {"id", "where", "what", "reason", "expires"}
  --title <text>       the heading of the Markdown and HTML forms (default: Plan review)
  --help               this text

exit code: 0 nothing to look at, 2 findings at or above --fail-on, 1 the plan could not be reviewed`;

/** What the program needs of its surroundings. */
export interface Surroundings {
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly now: Date;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

const OPTIONS = {
  format: { type: "string", default: "text" },
  output: { type: "string" },
  "fail-on": { type: "string", default: "low" },
  accept: { type: "string" },
  title: { type: "string", default: "Plan review" },
  help: { type: "boolean", default: false },
} as const;

/** Runs the program and gives its exit code. */
export function runCommandLine(surroundings: Surroundings): number {
  try {
    return run(surroundings);
  } catch (error) {
    const message = reason(error);
    if (message === undefined) throw error;
    surroundings.writeError(`${plainText(message).slice(0, 2000)}\n`);
    return 1;
  }
}

function run(surroundings: Surroundings): number {
  const { values, positionals } = parseArgs({
    args: [...surroundings.arguments],
    options: OPTIONS,
    allowPositionals: true,
  });
  if (values.help) {
    surroundings.write(`${USAGE}\n`);
    return 0;
  }
  const [command, file, ...rest] = positionals;
  if (command !== "review" || file === undefined || rest.length > 0)
    throw new ReviewError("give one plan: ecs-role-pair review <plan.json | -> (--help tells the rest)");
  const format = oneOf("--format", values.format, FORMATS);
  const failOn = oneOf("--fail-on", values["fail-on"], [...LEVELS, "never"] as const);
  const plan = readPlan(readInput(file), file === "-" ? "standard input" : file);
  const report = accepted(reviewPlan(plan), values.accept, surroundings.now);
  const text = render(report, format, values.title, usesColour(surroundings, values.output));
  if (values.output === undefined) surroundings.write(text);
  else writeFileSync(values.output, text);
  return fails(report, failOn) ? 2 : 0;
}

function accepted(report: Report, file: string | undefined, now: Date): Report {
  if (file === undefined) return report;
  const acceptances = readAcceptances(readFileSync(file, "utf8"), file);
  return acceptFindings(report, acceptances, now.toISOString().slice(0, 10));
}

/** Loads only the form that is asked for. */
function render(report: Report, format: Format, title: string, colour: boolean): string {
  switch (format) {
    case "text":
      return require("../review/render/text").renderText(report, colour);
    case "markdown":
      return require("../review/render/markdown").renderMarkdown(report, title);
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "sarif":
      return require("../review/render/sarif").renderSarif(report);
    case "html":
      return require("../review/render/html").renderHtml(report, title);
  }
}

function usesColour({ isTerminal, environment }: Surroundings, output: string | undefined): boolean {
  return isTerminal && output === undefined && !environment.NO_COLOR && environment.TERM !== "dumb";
}

function fails({ findings }: Report, failOn: Level | "never"): boolean {
  return failOn !== "never" && findings.some(({ level }) => LEVELS.indexOf(level) >= LEVELS.indexOf(failOn));
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new ReviewError(`${option} must be one of ${allowed.join(", ")}, got '${value}'`);
  return found;
}

function readInput(file: string): Uint8Array {
  if (file === "-") return readFileSync(0);
  if (!existsSync(file)) throw new ReviewError(`${file} does not exist`);
  return readFileSync(file);
}

/** What to tell of an error that is the user's to mend; undefined for a mistake of this program. */
function reason(error: unknown): string | undefined {
  const { message, code } = error as { message: string; code?: string };
  if (error instanceof ReviewError) return message;
  if (code?.startsWith("ERR_PARSE_ARGS")) return `${message.split("\n")[0]} (--help tells what is possible)`;
  if (error instanceof RangeError && /call stack/.test(message)) return "the plan is nested too deeply to be reviewed";
  if (code === "EISDIR") return "the plan is a folder: give the file that 'terraform show -json' wrote";
  if (code === "ERR_FS_FILE_TOO_LARGE" || code === "ERR_STRING_TOO_LONG")
    return "the plan is longer than this program can read";
  return code !== undefined && /^E[A-Z]+$/.test(code) ? message : undefined;
}
