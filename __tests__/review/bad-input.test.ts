import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { planFiles } from "./plan-files";
import { reportIn } from "./report-in";
import { file, plan, policy, rolePolicy, run, runProgram } from "./run";

const whole = readFileSync(planFiles()[0] ?? "", "utf8");
const allow = (action: string, resource = "*") => ({ Effect: "Allow", Action: action, Resource: resource });

/** One line, no stack, and exit code 1. */
function refusal(content: string | Uint8Array, name?: string): string {
  const { code, output, error } = run(["review", file(content, name)]);
  expect(code).toBe(1);
  expect(output).toBe("");
  expect(error.trimEnd().split("\n")).toHaveLength(1);
  expect(error).not.toMatch(/\n\s+at /);
  return error;
}

const numbered = (name: string) => Array.from({ length: 300 }, (_, number) => `${name}${number}`);

describe("what is no plan is refused in one line", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["an empty file", "", /is empty: make one with 'terraform plan/],
    ["nothing but white space", "\n \n", /is empty/],
    ["a truncated plan", whole.slice(0, 500), /is cut off/],
    ["text that is not JSON", "Terraform will perform the following actions", /is not JSON/],
    ["JSON that is no plan", '{"hello":"world"}', /is JSON, but no plan/],
    [
      "what setup-terraform's wrapper prints",
      `[command]/home/runner/work/_temp/terraform-bin show -json plan.tfplan\n${whole}\n::debug::Terraform exited with code 0.\n`,
      /wrapper.*terraform_wrapper: false/,
    ],
    [
      "a plan of Terraform 1.0's",
      '{"format_version":"0.2","resource_changes":[]}',
      /which Terraform 1\.1 or newer writes/,
    ],
    ["a list", "[]", /is JSON, but no plan/],
    ["null", "null", /is JSON, but no plan/],
    ["a state file", '{"version":4,"serial":1,"lineage":"x","resources":[]}', /is a state file/],
    ["a shown state", '{"format_version":"1.0","values":{"root_module":{}}}', /describes a state/],
    [
      "a plan of another major format",
      '{"format_version":"2.0","resource_changes":[]}',
      /has plan format "2.0": this program reads 1.x/,
    ],
    ["a binary plan", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), /is a binary plan: give what 'terraform show -json/],
    ["bytes that are not UTF-8", Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]), /is not text in UTF-8/],
    ["changes that are no list", '{"format_version":"1.2","resource_changes":{}}', /resource_changes are no list/],
    [
      "a change without an address",
      '{"format_version":"1.2","resource_changes":[{"type":"a"}]}',
      /resource_changes\[0\] is no resource change/,
    ],
    ["a change of nothing", '{"format_version":"1.2","resource_changes":[null]}', /resource_changes\[0\]/],
    ["brackets without an end", "[".repeat(200_000), /is not JSON/],
  ])("%s", (_name, content, message) => {
    expect(refusal(content)).toMatch(message);
  });

  it("a file that is not there", () => {
    expect(run(["review", "/nowhere/plan.json"])).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^\/nowhere\/plan\.json does not exist.*\n$/),
    });
  });

  it("a folder", () => {
    const folder = join(dirname(file("")), "folder");
    mkdirSync(folder);
    expect(run(["review", folder])).toMatchObject({ code: 1, error: expect.stringContaining("is a folder") });
  });

  it("a hostile file name does not reach the terminal as it is", () => {
    expect(run(["review", "\u001b[2Jplan"]).error).toMatch(/^\\u\{1b\}\[2Jplan does not exist/);
  });
});

describe("a plan in UTF-16, as PowerShell writes it", () => {
  it("is read", () => {
    const text = plan([rolePolicy(undefined, policy(allow("sqs:SendMessage")))]);
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect(run(["review", file(bytes)]).output).toContain("sqs:SendMessage");
  });
});

describe("a policy that cannot be read", () => {
  it.each([
    ["not JSON", "{{{", "it is not JSON"],
    ["no policy", '"text"', "the policy is not an object"],
    ["without a statement", "{}", "it has no Statement"],
    ["with a strange effect", JSON.stringify(policy({ Effect: "Maybe", Action: "*" })), 'neither "Allow" nor "Deny"'],
    ["without actions", JSON.stringify(policy({ Effect: "Allow" })), "neither Action nor NotAction"],
    [
      "with numbers for actions",
      JSON.stringify(policy({ Effect: "Allow", Action: 7 })),
      "neither a text nor a list of texts",
    ],
    ["nested deeply", `${'{"Statement":'.repeat(5000)}1${"}".repeat(5000)}`, "neither"],
    ["longer than any policy", JSON.stringify(policy(allow("a".repeat(300_000)))), "more than any AWS policy may have"],
    [
      "of endless combinations",
      JSON.stringify(policy({ Effect: "Allow", Action: numbered("sqs:a"), Resource: numbered("arn:aws:sqs:*:*:a") })),
      "combinations",
    ],
  ])("%s is reported and not passed over", (_name, text, problem) => {
    const { code, output } = run([
      "review",
      file(plan([rolePolicy(policy(allow("sqs:*")), text)])),
      "--fail-on",
      "unknown",
    ]);
    expect(code).toBe(2);
    const words = output.replace(/\s+/g, " ");
    expect(words).toContain("cannot be reviewed");
    expect(words).toContain(problem);
  });
});

describe("hostile texts in a plan", () => {
  const hostile =
    "\u001b[31m</script><script>alert(1)</script><img src=x onerror=alert(1)>`|@octocat #1 [a](javascript:x) ![i](http://x/y)\u202e\r\n### head";
  const changes = [
    rolePolicy(undefined, policy({ Sid: hostile, ...allow(`sqs:${hostile}`, `arn:aws:sqs:::${hostile}`) }), hostile),
    {
      address: `aws_sqs_queue.${hostile}`,
      type: "aws_sqs_queue",
      change: { actions: ["delete"], before: { name: hostile }, after: null },
    },
    {
      address: `aws_ecs_task_definition.${hostile}`,
      type: "aws_ecs_task_definition",
      change: {
        actions: ["create"],
        before: null,
        after: {
          family: hostile,
          container_definitions: JSON.stringify([
            { name: hostile, image: hostile, environment: [{ name: hostile, value: hostile }] },
          ]),
        },
        after_unknown: {},
      },
    },
  ];
  const input = file(plan(changes));

  it("reach a terminal without control characters", () => {
    const { output } = run(["review", input]);
    expect(output).toContain("\\u{1b}[31m");
    expect(output.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(output.split("\n").filter((line) => line.startsWith("###"))).toEqual([]);
  });

  it("reach a pull request without markup, links, mentions or headings", () => {
    const { output } = run(["review", input, "--format", "markdown", "--title", hostile]);
    // A fence ends at a line of three backticks alone: inside, GitHub reads nothing.
    const outside = output.replace(/^```diff\n(?:[-+!#] .*\n)*```$/gm, "");
    expect(outside).not.toMatch(/<(?!\/?(?:details|summary|code|sub|b|br)\b)/);
    expect(outside).not.toMatch(/[@`[\]!]/);
    expect(outside).not.toMatch(/^[^|\n].*\|/m);
    expect(outside).not.toContain("://");
    expect(outside.match(/^#+ .*/gm)).toHaveLength(1);
  });

  it("reach a page as text", () => {
    const { output } = run(["review", input, "--format", "html", "--title", hostile]);
    expect(output.match(/<script>/g)).toHaveLength(1);
    expect(output).not.toContain("<img");
    expect(output).toContain("&lt;script&gt;");
  });

  it("stay data in JSON and SARIF", () => {
    expect(JSON.parse(run(["review", input, "--format", "json"]).output).findings).not.toEqual([]);
    const sarif = run(["review", input, "--format", "sarif"]).output;
    expect(sarif.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("that shadow an object's own fields change nothing", () => {
    const text = plan([rolePolicy(undefined, policy(allow("sqs:SendMessage")))]).replace(
      "{",
      '{"__proto__":{"polluted":1},',
    );
    expect(run(["review", file(text)]).code).toBe(2);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("secrets", () => {
  const secrets = [
    "hunter2-hunter2",
    "ghp_0123456789abcdefghijABCDEFGHIJ456789",
    "AKIAIOSFODNN7EXAMPLE",
    "postgres://app:letmein@db/orders",
  ];
  const containers = (suffix: string) =>
    JSON.stringify([
      {
        name: "app",
        image: "app:1",
        command: ["serve", `--password=${secrets[0]}${suffix}`],
        logConfiguration: { logDriver: "splunk", options: { "splunk-token": `${secrets[0]}${suffix}` } },
        environment: [
          { name: "DATABASE_PASSWORD", value: `${secrets[0]}${suffix}` },
          { name: "HARMLESS", value: `${secrets[1]}${suffix}` },
          { name: "PLAIN", value: `key ${secrets[2]}${suffix}` },
          { name: "DATABASE_URL", value: `${secrets[3]}${suffix}` },
        ],
      },
    ]);
  const task = (before: string, after: string) => ({
    address: "aws_ecs_task_definition.this",
    type: "aws_ecs_task_definition",
    change: {
      actions: ["delete", "create"],
      before: { family: "orders", container_definitions: before },
      after: { family: "orders", container_definitions: after },
      after_unknown: {},
    },
  });
  const plain = JSON.stringify([{ name: "app", image: "app:1", command: ["serve"] }]);
  const cases = [task(plain, containers("")), task(containers(""), containers("x")), task(containers(""), plain)];

  it.each(["text", "markdown", "json", "sarif", "html"])("are never printed as %s", (format) => {
    const written = cases.map((change) => run(["review", file(plan([change])), "--format", format]).output);
    const outputs = format === "html" ? written.flatMap((html) => [html, reportIn(html)]) : written;
    expect(outputs.some((output) => /DATABASE/.test(output))).toBe(true);
    for (const output of outputs) for (const secret of [...secrets, "letmein"]) expect(output).not.toContain(secret);
  });

  it("that Terraform calls sensitive are not read", () => {
    const change = task(containers(""), containers("x"));
    const sensitive = {
      ...change,
      change: {
        ...change.change,
        before_sensitive: { container_definitions: true },
        after_sensitive: { container_definitions: true },
      },
    };
    const { output } = run(["review", file(plan([sensitive]))]);
    expect(output).not.toContain("HARMLESS");
    expect(output).toContain("not known");
  });
});

describe("the program", () => {
  it("reads a plan from standard input", () => {
    const { code, output, error } = runProgram(
      ["review", "-"],
      plan([rolePolicy(undefined, policy(allow("sqs:SendMessage")))]),
    );
    expect({ code, error }).toEqual({ code: 2, error: "" });
    expect(output).toContain("sqs:SendMessage");
  });

  it("names standard input where it is no plan", () => {
    expect(runProgram(["review", "-"], "")).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^standard input is empty/),
    });
  });

  it("reviews 200 MB of plan", () => {
    const path = file('{"format_version":"1.2","resource_changes":[');
    const padding = "x".repeat(1 << 20);
    for (let index = 0; index < 200; index += 1) {
      const change = {
        address: `aws_s3_object.o${index}`,
        type: "aws_s3_object",
        change: { actions: ["create"], before: null, after: { key: `${index}`, content: padding }, after_unknown: {} },
      };
      appendFileSync(path, `${index > 0 ? "," : ""}${JSON.stringify(change)}`);
    }
    appendFileSync(path, "]}");
    const { code, output } = runProgram(["review", path, "--format", "markdown"]);
    expect(code).toBe(0);
    expect(output.length).toBeLessThanOrEqual(65_536);
    expect(output).toContain("200 created");
  });
});
