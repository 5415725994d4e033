import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Testing } from "cdktf";
import { permissionsOf } from "../commands/permissions/grants";
import { permissionsReport } from "../commands/permissions/permissions-report";
import { renderMermaid } from "../commands/permissions/render-mermaid";
import { renderText } from "../review/render/text";
import { sectionOf } from "../tools/markdown";
import { environments } from "./article-service/environments";
import { ServiceStack } from "./article-service/service-stack";
import { ProjectCopy } from "./project-copy";
import { addressesOf, jsonOf } from "./synthesized";

const project = (file: string) => readFileSync(resolve(__dirname, "..", file), "utf8");
const readme = project("README.md");
const [dev] = environments;

/** What stands between two markers. */
function marked(name: string): string {
  const text = sectionOf(readme, name);
  if (text === undefined) throw new Error(`README.md has no markers for ${name}`);
  return text;
}

function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(([, block]) => block ?? "");
}

function devStack(): ServiceStack {
  if (!dev) throw new Error("there is no environment");
  return new ServiceStack(Testing.app(), dev);
}

/** What .ci/run runs; every other command of the README is one of the cases of commands.test.ts, by its name. */
const RUN_BY_CI = ["npm ci", "npm run synth", "npm test", "npm run demo", "npm run module"];
/** What the consumers' tests do with the packed package, which no registry has before it is published. */
const RUN_BY_CONSUMERS = ["npm install ecs-role-pair cdktf @cdktf/provider-aws constructs"];

describe("the README's program", () => {
  const [program = ""] = [...marked("program").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  const copy = new ProjectCopy();
  afterAll(() => copy.remove());

  it("is a whole one, and becomes what stands under it", () => {
    copy.write("main.ts", program.replace('"ecs-role-pair"', '"./constructs"'));
    expect(copy.synthesize()).toMatchObject({ status: 0, stderr: "" });
    const stack = JSON.parse(copy.output()["stacks/dev/cdk.tf.json"] ?? "{}");
    expect(marked("permissions")).toBe(
      `\`\`\`text\n${renderText(permissionsReport(permissionsOf(stack, "dev")), false).trimEnd()}\n\`\`\`\n`,
    );
  });
});

describe("the README", () => {
  it("names every resource of dev, and no other", () => {
    const named = [...marked("resources").matchAll(/`(aws_\w+\.\w+)`/g)].map(([, address]) => address);
    expect(named.sort()).toEqual(addressesOf(jsonOf(devStack())));
  });

  it("draws what dev's roles may do", () => {
    const stack = devStack();
    stack.prepareStack();
    const json = JSON.parse(JSON.stringify(stack.toTerraform()));
    expect(marked("diagram")).toBe(`\`\`\`mermaid\n${renderMermaid(permissionsOf(json, "dev"))}\n\`\`\`\n`);
  });

  it("gives commands that are run by a test or by CI", () => {
    const commands = blocks("sh").flatMap((block) => block.trim().split(/\n| && /));
    const ci = project(".ci/run");
    const cases = project("__tests__/commands.test.ts");
    expect(RUN_BY_CI.filter((command) => !ci.includes(command))).toEqual([]);
    const known = [...RUN_BY_CI, ...RUN_BY_CONSUMERS];
    expect(commands.filter((command) => !known.includes(command) && !cases.includes(`: ${command}"`))).toEqual([]);
  });

  it("gives scripts that package.json has", () => {
    const scripts = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
    expect(scripts.filter((script) => !(script in JSON.parse(project("package.json")).scripts))).toEqual([]);
  });

  it("shows lines that the article's service really has", () => {
    const service = project("__tests__/article-service/my-service.ts").replace(/\s+/g, " ");
    const lines = blocks("ts")
      .slice(1)
      .flatMap((block) => block.trim().split("\n"));
    expect(lines.filter((line) => !service.includes(line.replace(/\s+/g, " ")))).toEqual([]);
  });
});
