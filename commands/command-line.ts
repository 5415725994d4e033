import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, CommanderError } from "commander";

import { plainText } from "../review/render/plain-text";
import { ReviewError } from "../review/review-error";
import { TestingError } from "../testing/testing-error";
import { CommandError } from "./command-error";
import type { Subcommand } from "./subcommand";
import type { Surroundings } from "./surroundings";

interface Listed {
  readonly name: string;
  readonly summary: string;
  /** Each is loaded only when it is asked for: a review must not wait for what prints permissions. */
  readonly load: () => Subcommand;
}

const SUBCOMMANDS: readonly Listed[] = [
  {
    name: "review",
    summary: "say what a Terraform plan changes for people",
    load: () => (require("./review") as typeof import("./review")).review,
  },
  {
    name: "audit",
    summary: "say whether the tasks of plans and states can start, and what their roles may do that they needn't",
    load: () => (require("./audit") as typeof import("./audit")).audit,
  },
  {
    name: "check",
    summary: "say whether what must hold of every plan holds of this one: who may do what, and who must not",
    load: () => (require("./check") as typeof import("./check")).check,
  },
  {
    name: "explain",
    summary: "say what an error message of ECS's or AWS's is about, and what to write",
    load: () => (require("./explain") as typeof import("./explain")).explain,
  },
  {
    name: "permissions",
    summary: "show who may do what in a synthesized stack, a plan or a state, or what two of them differ in",
    load: () => (require("./permissions") as typeof import("./permissions")).permissions,
  },
  {
    name: "plan",
    summary: "plan a synthesized stack against empty state, without an AWS account",
    load: () => (require("./plan") as typeof import("./plan")).plan,
  },
  {
    name: "imports",
    summary: "write the import blocks that adopt what exists in AWS into a synthesized stack",
    load: () => (require("./imports") as typeof import("./imports")).imports,
  },
  {
    name: "deployer-policy",
    summary: "print the policy for the role that deploys a synthesized stack",
    load: () => (require("./deployer-policy") as typeof import("./deployer-policy")).deployerPolicy,
  },
];

/** Runs the program and gives its exit code. */
export function runCommandLine(surroundings: Surroundings): number {
  let code = 0;
  const exitWith = (given: number) => {
    code = given;
  };
  const program = new Command("ecs-role-pair")
    .description(
      "Shows what containers on ECS may do, and what a Terraform plan changes for people, before it is applied.",
    )
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this text")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: surroundings.write,
      writeErr: (text) => surroundings.writeError(oneLine(text)),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
    });
  for (const { name, summary, load } of SUBCOMMANDS) {
    const command = program
      .command(name)
      .summary(summary)
      .description(`${capitalized(summary)}.`);
    if (surroundings.arguments.includes(name)) load()(command, { ...surroundings, exitWith });
  }
  try {
    if (surroundings.arguments.length === 0)
      program.error("error: say what to do, for example: ecs-role-pair review plan.json");
    program.parse(surroundings.arguments, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    const message = reason(error);
    if (message === undefined) throw error;
    // What Terraform says has lines; an input's text, which other errors quote, is kept from making any.
    const lines = error instanceof CommandError ? message.trimEnd().split("\n") : [message];
    surroundings.writeError(`${lines.map(plainText).join("\n").slice(0, 2000)}\n`);
    return 1;
  }
}

/** The package's version. Its `package.json` is one folder up from the sources, and two from what is built. */
function packageVersion(): string {
  const [file = ""] = ["..", "../.."].map((up) => join(__dirname, up, "package.json")).filter(existsSync);
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** What commander says of a wrong call, in one line and without control characters. */
function oneLine(text: string): string {
  return `${plainText(
    text
      .replace(/^error: /, "")
      .trim()
      .replace(/\s*\n\s*/g, " "),
  )} (--help tells what is possible)\n`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What to tell of an error that is the user's to mend; undefined for a mistake of this program. */
function reason(error: unknown): string | undefined {
  const { message, code, path } = error as { message: string; code?: string; path?: string };
  if (error instanceof CommandError || error instanceof ReviewError || error instanceof TestingError) return message;
  if (error instanceof RangeError && /call stack/.test(message)) return "the plan is nested too deeply to be reviewed";
  if (code === "ENOENT" && path !== undefined)
    return existsSync(dirname(path)) ? `${path} does not exist` : `${path}: there is no folder ${dirname(path)}`;
  if (code === "EISDIR" && path !== undefined) return `${path} is a folder, and a file is needed`;
  if (code === "EISDIR")
    return "what is given is a folder, and a file is needed: of a plan, the one that 'terraform show -json' wrote";
  if (code === "ERR_FS_FILE_TOO_LARGE" || code === "ERR_STRING_TOO_LONG")
    return "the plan is longer than this program can read";
  return code !== undefined && /^E[A-Z]+$/.test(code) ? message : undefined;
}
