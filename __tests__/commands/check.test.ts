import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { runCommandLine } from "../../commands/command-line";
import { planOf } from "../../testing/planned-source";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";
import { reportIn } from "../review/report-in";

const folder = mkdtempSync(join(tmpdir(), "check-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [dev] = environments;
if (!dev) throw new Error("there is no environment");
const plan = join(folder, "plan.json");
writeFileSync(plan, JSON.stringify(planOf(new ServiceStack(new App(), dev))));

const send = { action: "sqs:SendMessage", resource: "aws_sqs_queue.pending" };
const HOLDS = { name: "the application sends", allow: { role: "task", ...send } };
const BROKEN = { name: "the application does not send", deny: { role: "task", ...send } };

function run(guardrails: unknown, ...options: readonly string[]) {
  const file = join(folder, "guardrails.json");
  writeFileSync(file, JSON.stringify(guardrails));
  let [output, errors] = ["", ""];
  const code = runCommandLine({
    arguments: ["check", file, plan, ...options],
    environment: {},
    isTerminal: false,
    now: new Date(0),
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      errors += text;
    },
  });
  return { code, output, errors };
}

describe("ecs-role-pair check", () => {
  it("ends with 0 where every guardrail holds", () => {
    expect(run([HOLDS])).toEqual({
      code: 0,
      output: "holds    the application sends\n\n1 of 1 guardrails hold\n",
      errors: "",
    });
  });

  it("ends with 2 where one is broken, and says by which statement", () => {
    const { code, output } = run([HOLDS, BROKEN]);
    expect(code).toBe(2);
    expect(output).toContain("broken   the application does not send\n         the task role, sqs:SendMessage on");
    expect(output).toContain("allowed by task role policy: AllowDevSQS");
    expect(output).toContain("1 of 2 guardrails hold");
  });

  it.each(["markdown", "json", "sarif", "html"])("shows what is broken as %s too", (format) => {
    const { code, output } = run([BROKEN], "--format", format);
    const told = format === "html" ? reportIn(output) : output;
    expect([code, told.includes("the application does not send")]).toEqual([2, true]);
  });

  it("ends with 1 where the guardrails cannot be read", () => {
    const { code, errors } = run([{ name: "nothing" }]);
    expect(code).toBe(1);
    expect(errors).toContain("must have one of allow, deny, only, allowOnly, nothingOn");
  });
});
