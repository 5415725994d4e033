import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../commands/command-line";

export interface Run {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

/** Runs the command line in this process. */
export function run(
  args: readonly string[],
  options: { isTerminal?: boolean; environment?: object; today?: string } = {},
): Run {
  let output = "";
  let error = "";
  const code = runCommandLine({
    arguments: args,
    environment: { ...options.environment },
    isTerminal: options.isTerminal ?? false,
    now: new Date(`${options.today ?? "2026-06-15"}T12:00:00Z`),
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      error += text;
    },
  });
  return { code, output, error };
}

/** Runs the program itself. */
export function runProgram(args: readonly string[], input?: string | Uint8Array): Run {
  const program = join(__dirname, "..", "..", "commands", "ecs-role-pair.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "sucrase/register", program, ...args], {
    input: input ?? "",
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return { code: status ?? -1, output: stdout, error: stderr };
}

/** A file with the content, in a folder of its own. */
export function file(content: string | Uint8Array, name = "plan.json"): string {
  const path = join(mkdtempSync(join(tmpdir(), "review-test-")), name);
  writeFileSync(path, content);
  return path;
}

/** The smallest plan with the changes given. */
export function plan(changes: readonly object[], more: object = {}): string {
  return JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", resource_changes: changes, ...more });
}

/** A change of a role's inline policy. */
export function rolePolicy(before: unknown, after: unknown, name = "orders"): object {
  const side = (policy: unknown) =>
    policy === undefined
      ? null
      : { name, role: name, policy: typeof policy === "string" ? policy : JSON.stringify(policy) };
  return {
    address: `aws_iam_role_policy.${name}`,
    mode: "managed",
    type: "aws_iam_role_policy",
    name,
    change: {
      actions: [before === undefined ? "create" : "update"],
      before: side(before),
      after: side(after),
      after_unknown: {},
    },
  };
}

export function policy(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}
