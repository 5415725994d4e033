import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import * as policyDocument from "../aws/policy/render-policy";
import { SynthesisProgress } from "../constructs/environment/synthesis-progress";
import { environments } from "./article-service/environments";
import { ServiceStack } from "./article-service/service-stack";
import { ProjectCopy } from "./project-copy";

const [dev] = environments;

function devStack(app: App): ServiceStack {
  if (!dev) throw new Error("there is no environment");
  return new ServiceStack(app, dev);
}

/** What does not depend on the machine, so that a change that costs shows here before anyone measures time. */
describe("synthesizing the three environments", () => {
  const copy = new ProjectCopy();
  afterAll(() => copy.remove());

  it("loads these bindings, and this many other modules", () => {
    const program = `
      const Module = require("node:module");
      const loaded = [];
      const load = Module._extensions[".js"];
      Module._extensions[".js"] = (module, file) => { loaded.push(file); return load(module, file); };
      const count = (part) => loaded.filter((file) => file.includes(part)).length;
      const binding = (file) => /provider-aws.lib.([^/\\\\]+)/.exec(file)?.[1] ?? [];
      require("cdktf");
      const framework = loaded.length;
      require("./cdktf.out/main.js");
      console.error(JSON.stringify({ bindings: [...new Set(loaded.flatMap(binding))].sort(), data: count("iam-data"), others: loaded.length - framework - count("provider-aws") - count("iam-data") }));
    `;
    expect(copy.synthesize()).toMatchObject({ status: 0 });
    const { stderr } = spawnSync(process.execPath, ["-e", program], { cwd: copy.folder, encoding: "utf8" });
    const { bindings, ...counts } = JSON.parse(stderr);
    // CDK Terrain's provider has a module for its functions.
    expect(bindings.filter((name: string) => name !== "provider-functions")).toEqual([
      "appautoscaling-policy",
      "appautoscaling-target",
      "cloudwatch-log-group",
      "cloudwatch-metric-alarm",
      "ecs-service",
      "ecs-task-definition",
      "iam-policy",
      "iam-role",
      "iam-role-policies-exclusive",
      "iam-role-policy",
      "iam-role-policy-attachments-exclusive",
      "provider",
      "scheduler-schedule",
      "sqs-queue",
      "sqs-queue-redrive-allow-policy",
    ]);
    expect(counts).toEqual({ data: 0, others: 2 });
  });

  it("writes this many bytes", () => {
    expect(copy.synthesize()).toMatchObject({ status: 0 });
    const bytes = Object.entries(copy.output()).map(([file, text]) => [file, Buffer.byteLength(text)]);
    expect(Object.fromEntries(bytes)).toEqual({
      "stacks/dev/cdk.tf.json": 15_491,
      "stacks/prod/cdk.tf.json": 19_738,
      "stacks/staging/cdk.tf.json": 15_941,
    });
  });
});

describe("one stack", () => {
  const copy = new ProjectCopy();
  const app = new App({ outdir: join(copy.folder, "counted") });
  const renders = [jest.spyOn(policyDocument, "renderPolicy"), jest.spyOn(policyDocument, "renderReasonedPolicy")];
  const stack = devStack(app);
  const validate = stack.node.findAll().map(({ node }) => jest.spyOn(node, "validate"));
  const constructs = stack.node.findAll().length;
  app.synth();
  const documents = renders.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  for (const render of renders) render.mockRestore();
  afterAll(() => copy.remove());

  it("has this many constructs", () => {
    expect(constructs).toBe(36);
  });

  it("renders each of its eight policies once", () => {
    expect(documents).toBe(8);
  });

  it("is checked once", () => {
    expect(new Set(validate.map(({ mock }) => mock.calls.length))).toEqual(new Set([1]));
  });
});

describe("the progress of a synthesis", () => {
  it("is silent for two seconds, and then tells how far it is every two", () => {
    const copy = new ProjectCopy();
    const app = new App({ outdir: join(copy.folder, "counted") });
    for (const name of ["a", "b", "c", "d"]) new TerraformStack(app, name);
    let seconds = 0;
    const lines: string[] = [];
    const clock = () => {
      seconds += 0.75;
      return seconds * 1_000;
    };
    new SynthesisProgress(app.node.children.filter(TerraformStack.isStack), clock, (line) => lines.push(line));
    app.synth();
    copy.remove();
    expect(lines).toEqual(["3 of 4 stacks prepared", "2 of 4 stacks written"]);
  });
});
