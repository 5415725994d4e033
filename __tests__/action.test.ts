import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { file, plan, policy, rolePolicy } from "./review/run";

const PROJECT = resolve(__dirname, "..");
const everything = policy({ Effect: "Allow", Action: "*", Resource: "*" });
const administrator = file(plan([rolePolicy(policy(), everything)]));
const nothing = file(plan([]));

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: Record<string, string>;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : JSON.parse(text);
}

/** What the action asks of GitHub, which a server on loopback stands in for. */
class GitHub {
  readonly asked: Asked[] = [];
  comments: readonly object[] = [];
  status = 200;
  private readonly server: Server = createServer(async (request, response) => {
    this.asked.push({ method: request.method ?? "", url: request.url ?? "", body: await bodyOf(request) });
    response.writeHead(this.status, { "content-type": "application/json" });
    response.end(JSON.stringify(request.method === "GET" ? this.comments : {}));
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
  }
}

async function runAction(github: GitHub, inputs: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "action-test-"));
  const [output, summary] = ["output", "summary"].map((name) => join(folder, name)) as [string, string];
  for (const each of [output, summary]) writeFileSync(each, "");
  const env = {
    PATH: process.env.PATH,
    ECS_ROLE_PAIR: `${process.execPath} --require sucrase/register commands/ecs-role-pair.ts`,
    RUNNER_TEMP: folder,
    GITHUB_API_URL: await github.start(),
    GITHUB_REPOSITORY: "team/orders",
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    HEAD_SHA: "0123456789abcdef0123456789abcdef01234567",
    PULL_REQUEST: "7",
    ...inputs,
  };
  const child = spawn(process.execPath, [join(PROJECT, "action", "run.mjs")], { cwd: PROJECT, env });
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  const code = await new Promise((done) => child.on("close", done));
  const outcome = { code, said, output: readFileSync(output, "utf8"), summary: readFileSync(summary, "utf8") };
  github.stop();
  rmSync(folder, { recursive: true, force: true });
  return outcome;
}

describe("the GitHub Action", () => {
  it("comments what the plan changes, fails on what it is told to, and sums it up", async () => {
    const github = new GitHub();
    const { code, output, summary } = await runAction(github, {
      INPUT_PLAN: administrator,
      INPUT_TITLE: "Review of dev",
    });
    expect([code, output]).toEqual([2, "code=2\n"]);
    expect(summary).toContain("Review of dev");
    expect(github.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /repos/team/orders/issues/7/comments?per_page=100&page=1",
      "POST /repos/team/orders/issues/7/comments",
    ]);
    expect(github.asked[1]?.body.body).toMatch(/^<!-- ecs-role-pair: Review of dev -->\n[\s\S]*administrator-access/);
  });

  it("writes its own comment anew, and nobody else's", async () => {
    const github = new GitHub();
    const mark = "<!-- ecs-role-pair: Plan review -->\nold";
    github.comments = [
      { id: 1, user: { type: "User" }, body: mark },
      { id: 2, user: { type: "Bot" }, body: "<!-- ecs-role-pair: Another -->" },
      { id: 3, user: { type: "Bot" }, body: mark },
    ];
    expect((await runAction(github, { INPUT_PLAN: nothing })).code).toBe(0);
    expect(github.asked.at(-1)).toMatchObject({ method: "PATCH", url: "/repos/team/orders/issues/comments/3" });
  });

  it("uploads the findings to code scanning where it is asked to", async () => {
    const github = new GitHub();
    await runAction(github, {
      INPUT_PLAN: administrator,
      INPUT_SARIF: "true",
      INPUT_COMMENT: "false",
      INPUT_FAIL_ON: "never",
    });
    expect(github.asked).toHaveLength(1);
    const { url, body } = github.asked[0] as Asked;
    expect([url, body.ref]).toEqual(["/repos/team/orders/code-scanning/sarifs", "refs/pull/7/merge"]);
    const sarif = JSON.parse(gunzipSync(Buffer.from(body.sarif ?? "", "base64")).toString("utf8"));
    expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain("administrator-access");
  });

  it("asks GitHub nothing outside a pull request", async () => {
    const github = new GitHub();
    expect((await runAction(github, { INPUT_PLAN: nothing, PULL_REQUEST: "" })).code).toBe(0);
    expect(github.asked).toEqual([]);
  });

  it.each([
    ["a plan that cannot be read", { INPUT_PLAN: "nowhere.json" }, 200, /^$/],
    ["a token that may not comment", { INPUT_PLAN: nothing }, 403, /GitHub answered 403/],
  ])("fails with %s", async (_what, inputs, status, said) => {
    const github = new GitHub();
    github.status = status;
    const outcome = await runAction(github, inputs);
    expect([outcome.code, outcome.said]).toEqual([1, expect.stringMatching(said)]);
  });

  it("hands every input to its script", () => {
    const text = readFileSync(join(PROJECT, "action.yml"), "utf8");
    const inputs = [...(text.split("outputs:")[0] ?? "").matchAll(/^ {2}([a-z-]+):$/gm)].map(([, name = ""]) => name);
    const script = readFileSync(join(PROJECT, "action", "run.mjs"), "utf8");
    expect(inputs).toHaveLength(9);
    for (const name of inputs) {
      const variable = `INPUT_${name.toUpperCase().replaceAll("-", "_")}`;
      expect(text).toContain(`${variable}: \${{ inputs.${name} }}`);
      expect(script).toContain(`env.${variable}`);
    }
  });
});
