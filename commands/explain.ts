import { readFileSync } from "node:fs";
import { auditPlans } from "../review/audit-plans";
import { explainMessage } from "../review/explain/explain-message";
import { renderExplanation } from "../review/explain/render-explanation";
import { readAnySource } from "../review/plan/read-plan";
import { CommandError } from "./command-error";
import { SOURCE_ARGUMENT, sourceInput } from "./plan-input";
import { oneOf, type Subcommand } from "./subcommand";

const FORMATS = ["text", "json"] as const;

interface Options {
  readonly with: readonly string[];
  readonly format: (typeof FORMATS)[number];
}

/** `ecs-role-pair explain`: what an error message of ECS's or AWS's is about, and what to write. */
export const explain: Subcommand = (command, run) => {
  command
    .argument("[message...]", "the message, or what 'aws ecs describe-tasks' printed; standard input without one")
    .option(
      "--with <file>",
      `where the task is; may be given several times: ${SOURCE_ARGUMENT}`,
      (file: string, others: readonly string[]) => [...others, file],
      [],
    )
    .option("--format <name>", `the form: ${FORMATS.join(", ")}`, oneOf("--format", FORMATS), "text")
    .action((words: readonly string[], { with: files, format }: Options) => {
      const given = words.length > 0 && words.join(" ") !== "-" ? words.join(" ") : readFileSync(0, "utf8");
      const messages = messagesIn(given);
      const inputs = files.map((file) => sourceInput(file, { online: false }));
      const audits = auditPlans(inputs.map(({ content, name }) => readAnySource(content, name)));
      const explained = messages.map((message) => explainMessage(message, audits));
      const json = JSON.stringify(explained.length === 1 ? explained[0] : explained, null, 2);
      run.write(format === "json" ? `${json}\n` : explained.map(renderExplanation).join("\n"));
    });
};

interface StoppedTask {
  readonly stoppedReason?: unknown;
  readonly containers?: readonly { readonly reason?: unknown }[];
}

/** A message as it stands, or the reasons in the JSON of `aws ecs describe-tasks`, each once. */
function messagesIn(text: string): readonly string[] {
  if (text.trim() === "") throw new CommandError("there is no message: give it as an argument or on standard input");
  if (!text.trimStart().startsWith("{")) return [text];
  let described: { readonly tasks?: readonly StoppedTask[] };
  try {
    described = JSON.parse(text);
  } catch {
    return [text];
  }
  const tasks: readonly StoppedTask[] = described.tasks ?? [described as StoppedTask];
  const reasons = tasks.flatMap(({ stoppedReason, containers = [] }) => [
    stoppedReason,
    ...containers.map(({ reason }) => reason),
  ]);
  const messages = [...new Set(reasons.filter((reason) => typeof reason === "string" && reason !== ""))] as string[];
  if (messages.length === 0)
    throw new CommandError(
      "the JSON has no stoppedReason: give what 'aws ecs describe-tasks' printed of a stopped task",
    );
  return messages;
}
