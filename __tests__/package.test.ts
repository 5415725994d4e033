import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { StackJson } from "../commands/permissions/stack-json";
import { COMPILERS, Consumer } from "../tools/consumer";
import { packInto } from "../tools/packed-package";

/** AWS's managed policies, compressed, are a quarter of it. */
const MAX_SIZE = 1_600_000;
/** What each packed file is; a file that is none of these is not for those who install the package. */
const PACKED = [
  /^review\/report\/report\.schema\.json$/,
  /^(README\.md|LICENSE|CHANGELOG\.md|package\.json)$/,
  /^docs\/(rules\/)?[\w-]+\.(md|svg)$/,
  /^dist\/(aws|commands|constructs|review|testing)\/([\w-]+\/)*[\w-]+\.(js|js\.map|d\.ts)$/,
  /^dist\/aws\/managed-policies\/newest-policies\.br$/,
  /^dist\/review\/render\/page-bundle\.txt$/,
];

const tarballs = mkdtempSync(join(tmpdir(), "package-test-"));
const packed = packInto(tarballs);
const paths = packed.files.map(({ path }) => path);
const tarball = join(tarballs, packed.filename);
const consumers: Consumer[] = [];

function consumer(example: string): Consumer {
  const made = new Consumer(example);
  consumers.push(made);
  made.link(tarball);
  return made;
}

afterAll(() => {
  rmSync(tarballs, { recursive: true });
  for (const made of consumers) made.remove();
});

describe("the packed package", () => {
  it("holds what is built and what one reads first, and nothing else", () => {
    expect(paths.filter((path) => !PACKED.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(paths).toEqual(expect.arrayContaining(["README.md", "LICENSE", "CHANGELOG.md", "package.json"]));
  });

  it("holds what package.json says it does", () => {
    const { main, types, exports } = JSON.parse(readFileSync(resolve(__dirname, "../package.json"), "utf8"));
    const entries: readonly string[] = [
      main,
      types,
      ...[".", "./testing"].flatMap((path) => Object.values<string>(exports[path])),
    ];
    expect(entries.filter((entry) => !paths.includes(entry.replace("./", "")))).toEqual([]);
  });

  it("has declarations and a source map for every file of JavaScript", () => {
    const scripts = paths.filter((path) => path.endsWith(".js"));
    const missing = scripts.filter(
      (path) => !paths.includes(`${path}.map`) || !paths.includes(path.replace(/\.js$/, ".d.ts")),
    );
    expect(scripts.length).toBeGreaterThan(50);
    expect(missing).toEqual([]);
  });

  it("is below 1.6 MB", () => {
    expect(packed.size).toBeLessThan(MAX_SIZE);
  });
});

describe("a consumer of the package", () => {
  const javaScript = consumer("consumer-javascript");
  javaScript.run("node", "main.js");
  const stack = javaScript.stack("test") as StackJson;

  it("synthesizes a service of its own from plain JavaScript", () => {
    const { aws_sqs_queue: queues = {}, aws_ecs_task_definition: tasks = {} } = stack.resource ?? {};
    expect(Object.keys(queues).sort()).toEqual([
      "changes",
      "changes_dead_letter",
      "drawn",
      "drawn_dead_letter",
      "uploads",
      "uploads_dead_letter",
    ]);
    expect(queues.changes?.fifo_queue).toBe(true);
    const containers: readonly { name: string }[] = JSON.parse(tasks.task?.container_definitions);
    expect(containers.map(({ name }) => name)).toEqual(["app", "collector"]);
    expect(stack.resource?.aws_iam_role_policy?.execution_role_policy?.policy).toContain("SecretsManager");
  });

  it("imports by name from ES modules", () => {
    const program = 'import { access, Queue } from "ecs-role-pair"; console.log(Queue.name, access.publish.name);';
    expect(javaScript.run("node", "--input-type=module", "--eval", program)).toBe("Queue publish\n");
  });

  it("asserts what its stack allows, without a framework of tests", () => {
    const program = `
      const { readFileSync } = require("node:fs");
      const { assertAllows, assertDenies } = require("ecs-role-pair/testing");
      const stack = JSON.parse(readFileSync("cdktf.out/stacks/test/cdk.tf.json", "utf8"));
      const request = { role: "task", action: "sqs:ReceiveMessage", resource: "aws_sqs_queue.uploads" };
      assertAllows(stack, request);
      assertDenies(stack, { ...request, role: "execution" });
    `;
    expect(javaScript.run("node", "--eval", program)).toBe("");
  });

  it("has its own twelve tests of permissions, which pass in Jest", () => {
    const jest = require.resolve("jest/bin/jest");
    const output = javaScript.run("node", jest, "--rootDir", javaScript.folder, "--json", "permissions.jest.test.js");
    expect(JSON.parse(output)).toMatchObject({ numPassedTests: 12, numTotalTests: 12 });
  });

  it("cannot import what is not public", () => {
    const program = 'require.resolve("ecs-role-pair/dist/constructs/queue/queue.js")';
    expect(() => javaScript.run("node", "--eval", program)).toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  it.each(Object.entries(COMPILERS))("compiles with the %s major of TypeScript, to the same service", (_, compiler) => {
    const typeScript = consumer("consumer-typescript");
    expect(typeScript.run("node", compiler)).toBe("");
    typeScript.run("node", "build/main.js");
    expect(typeScript.stack("test")).toEqual(stack);
  });

  it("is refused by the compiler where a member does not exist", () => {
    const typeScript = consumer("consumer-typescript");
    typeScript.replace("thumbnails.ts", "visibilityTimeoutSeconds", "visibilityTimeout");
    expect(() => typeScript.run("node", COMPILERS.current ?? "")).toThrow();
  });
});
