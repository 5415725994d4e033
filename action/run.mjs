// The GitHub Action: runs ecs-role-pair, and puts what it says where people look. Plain Node.js, so that it needs no install
// of its own.
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const { env } = process;
const folder = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), "ecs-role-pair-"));
const title = env.INPUT_TITLE || "Plan review";

/** Runs the command once for a form; gives its exit code. Tests name a program of their own. */
function painted(format, file, failOn) {
  const [program, ...start] = env.ECS_ROLE_PAIR
    ? env.ECS_ROLE_PAIR.split(" ")
    : ["npx", "--yes", `ecs-role-pair@${env.INPUT_VERSION || "latest"}`];
  const accept = env.INPUT_ACCEPT ? ["--accept", env.INPUT_ACCEPT] : [];
  const plans = env.INPUT_PLAN.trim().split(/\s+/);
  const options = ["--format", format, "--output", file, "--fail-on", failOn, "--title", title, ...accept];
  return (
    spawnSync(program, [...start, env.INPUT_COMMAND || "review", ...plans, ...options], { stdio: "inherit" }).status ??
    1
  );
}

async function github(method, path, body) {
  const response = await fetch(`${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}${path}`, {
    method,
    headers: { authorization: `Bearer ${env.INPUT_TOKEN}`, accept: "application/vnd.github+json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: GitHub answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return response.status === 204 ? undefined : response.json();
}

/** One comment a title, which later runs write anew. */
async function comment(text) {
  const marker = `<!-- ecs-role-pair: ${title.replaceAll("--", "- -")} -->`;
  const body = `${marker}\n${text}`;
  for (let page = 1; ; page += 1) {
    const comments = await github("GET", `/issues/${env.PULL_REQUEST}/comments?per_page=100&page=${page}`);
    const own = comments.find((each) => each.user?.type === "Bot" && each.body?.startsWith(marker));
    if (own) return github("PATCH", `/issues/comments/${own.id}`, { body });
    if (comments.length < 100) return github("POST", `/issues/${env.PULL_REQUEST}/comments`, { body });
  }
}

function upload(file) {
  const sarif = gzipSync(readFileSync(file)).toString("base64");
  return github("POST", "/code-scanning/sarifs", { commit_sha: env.HEAD_SHA, ref: env.GITHUB_REF, sarif });
}

const markdown = join(folder, "review.md");
const code = painted("markdown", markdown, env.INPUT_FAIL_ON || "high");
appendFileSync(env.GITHUB_OUTPUT, `code=${code}\n`);
process.exitCode = code;
if (code !== 1) {
  const text = readFileSync(markdown, "utf8");
  appendFileSync(env.GITHUB_STEP_SUMMARY, text);
  try {
    if (env.INPUT_COMMENT !== "false" && env.PULL_REQUEST) await comment(text);
    if (env.INPUT_SARIF === "true") {
      const sarif = join(folder, "review.sarif");
      painted("sarif", sarif, "never");
      await upload(sarif);
    }
  } catch (error) {
    console.log(`::error title=${title}::${error.message}`);
    process.exitCode = 1;
  }
}
