import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { file, plan, policy, rolePolicy, run } from "./run";

const send = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111111111111:a" };
const widened = file(
  plan([rolePolicy(policy(send), policy({ ...send, Action: ["sqs:SendMessage", "sqs:PurgeQueue"] }))]),
);
const administrator = file(plan([rolePolicy(undefined, policy({ Effect: "Allow", Action: "*", Resource: "*" }))]));
const nothing = file(plan([rolePolicy(policy(send), policy({ ...send, Sid: "Send" }))]));
const unknown = file(
  plan([
    {
      address: "aws_iam_role_policy.orders",
      type: "aws_iam_role_policy",
      change: { actions: ["create"], before: null, after: { role: "orders" }, after_unknown: { policy: true } },
    },
  ]),
);

describe("the exit code", () => {
  it("is 0 where there is nothing to look at", () => {
    expect(run(["review", nothing])).toMatchObject({ code: 0, output: expect.stringContaining("nothing to look at") });
  });

  it.each([
    ["low", 2, 2, 2],
    ["widened", 2, 2, 2],
    ["unknown", 0, 2, 2],
    ["medium", 0, 0, 2],
    ["high", 0, 0, 2],
    ["never", 0, 0, 0],
  ])("with --fail-on %s is %i for a widening, %i for an unknown policy, %i for an administrator", (level, ...codes) => {
    const got = [widened, unknown, administrator].map((path) => run(["review", path, "--fail-on", level]).code);
    expect(got).toEqual(codes);
  });

  it.each([
    [["review"], /missing required argument 'plan'/],
    [[], /say what to do/],
    [["review", nothing, nothing], /too many arguments for 'review'/],
    [["reveiw", nothing], /unknown command 'reveiw' \(Did you mean review\?\)/],
    [["review", nothing, "--format", "pdf"], /--format must be one of text, markdown, json, sarif, html, got 'pdf'/],
    [
      ["review", nothing, "--fail-on", "hgih"],
      /--fail-on must be one of low, widened, unknown, medium, high, never, got 'hgih'/,
    ],
    [["review", nothing, "--colour"], /unknown option '--colour'/],
    [["review", nothing, "--fromat", "text"], /unknown option '--fromat' \(Did you mean --format\?\)/],
    [["review", nothing, "--format", "txt"], /did you mean text\?/],
    [["review", nothing, "--accept", "nowhere.json"], /^nowhere\.json does not exist/],
    [["review", nothing, "--accept", "/nowhere/accepted.json"], /there is no folder \/nowhere/],
    [["check", "nowhere.json", nothing], /^nowhere\.json does not exist/],
    [["permissions", "nowhere"], /^nowhere does not exist/],
  ])("is 1, with one line, for %j", (args, message) => {
    const { code, error } = run(args);
    expect(code).toBe(1);
    expect(error).toMatch(message);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
  });
});

describe("the output", () => {
  it("has colour on a terminal, and not where NO_COLOR is set, in a file, or in a pipe", () => {
    const colour = "\u001b[";
    expect(run(["review", widened], { isTerminal: true }).output).toContain(colour);
    expect(run(["review", widened], { isTerminal: true, environment: { NO_COLOR: "1" } }).output).not.toContain(colour);
    expect(run(["review", widened]).output).not.toContain(colour);
    const target = join(dirname(widened), "review.txt");
    expect(run(["review", widened, "--output", target], { isTerminal: true }).output).toBe("");
    expect(readFileSync(target, "utf8")).not.toContain(colour);
  });

  it("is nowhere where it cannot be written, and says so", () => {
    const { code, error } = run(["review", widened, "--output", "/nowhere/review.txt"]);
    expect([code, error]).toEqual([1, expect.stringContaining("/nowhere/review.txt")]);
    expect(existsSync("/nowhere")).toBe(false);
  });

  it("keeps a pull request's comment within GitHub's limit and counts what it leaves out", () => {
    const changes = Array.from({ length: 3000 }, (_, index) => rolePolicy(undefined, policy(send), `role-${index}`));
    const { output } = run(["review", file(plan(changes)), "--format", "markdown"]);
    expect(output.length).toBeLessThanOrEqual(65_536);
    const cut = Number(/_Left out, since .*: Permissions \((\d+) of 3000\)/.exec(output)?.[1]);
    const kept = output.match(/^\+ its policy allows$/gm)?.length ?? 0;
    expect(kept).toBeGreaterThan(200);
    expect(kept + cut).toBe(3000);
    expect(output.match(/<details/g)).toHaveLength(output.match(/<\/details>/g)?.length ?? -1);
  });
});

describe("accepted findings", () => {
  const acceptance = {
    id: "administrator-access",
    where: "aws_iam_role_policy.orders",
    reason: "the break-glass role",
  };
  const accept = (entries: unknown, today?: string) =>
    run(
      [
        "review",
        administrator,
        "--fail-on",
        "high",
        "--format",
        "json",
        "--accept",
        file(JSON.stringify(entries), "accepted.json"),
      ],
      { today },
    );

  it("no longer fail, and are listed with their reason", () => {
    const { code, output } = accept([acceptance]);
    expect(code).toBe(0);
    expect(JSON.parse(output).accepted).toEqual([
      expect.objectContaining({ id: "administrator-access", reason: "the break-glass role" }),
    ]);
  });

  it("hold to the end of the day they expire on", () => {
    expect(accept([{ ...acceptance, expires: "2026-06-15" }], "2026-06-15").code).toBe(0);
  });

  it("fail again the day after, and the entry is reported", () => {
    const { code, output } = accept([{ ...acceptance, expires: "2026-06-15" }], "2026-06-16");
    expect(code).toBe(2);
    expect(JSON.parse(output).findings.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(["administrator-access", "acceptance-expired"]),
    );
  });

  it("that match nothing are reported", () => {
    const { output } = accept([acceptance, { ...acceptance, where: "aws_iam_role_policy.gone" }]);
    expect(JSON.parse(output).findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: "acceptance-unknown", where: "aws_iam_role_policy.gone" }),
      ]),
    );
  });

  it("of a widening must say which", () => {
    const { code, error } = accept([
      { id: "permission-widened", where: "aws_iam_role_policy.orders", reason: "asked for" },
    ]);
    expect([code, error]).toEqual([1, expect.stringContaining("must say in 'key' or 'what'")]);
  });

  it("are refused as a whole with every mistake in them", () => {
    const { code, error } = accept([{ id: "x", wher: "y" }, "z", { ...acceptance, expires: "soon" }]);
    expect(code).toBe(1);
    for (const part of [
      "[0] has no 'where'",
      "[0] has no 'reason'",
      "[0] has 'wher'",
      "[1] is not an object",
      "[2] has an 'expires'",
    ]) {
      expect(error).toContain(part);
    }
  });

  it.each([
    ["not JSON", "{"],
    ["no list", "{}"],
  ])("in a file that is %s are refused", (_name, content) => {
    expect(run(["review", administrator, "--accept", file(content)]).code).toBe(1);
  });
});

describe("the package as it is built", () => {
  const root = join(__dirname, "..", "..");
  const folder = mkdtempSync(join(tmpdir(), "review-built-"));
  const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("reviews a plan with the program that package.json names", () => {
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    const build = [compiler, "--project", "tsconfig.build.json", "--outDir", join(folder, "dist")];
    expect(spawnSync(process.execPath, build, { cwd: root, encoding: "utf8" })).toMatchObject({
      status: 0,
      stdout: "",
    });
    symlinkSync(join(root, "package.json"), join(folder, "package.json"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const args = [join(folder, bin["ecs-role-pair"]), "review", administrator];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(2);
    expect(stdout).toBe(run(["review", administrator]).output);
  });
});
