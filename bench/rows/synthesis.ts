import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, type Cost, measureInTurn, measureProcess } from "../measured-process";
import { plainStacks } from "../plain-stacks";
import type { Result, Row } from "../row";
import { ratioOf, show, spreadOf } from "../statistics";
import { APP_COMMAND, PLAIN_COMMAND, WorkFolder } from "../work-folder";

const RUNS = 21;
const SLOW_RUNS = 3;
/** ts-node takes the compiler beside the program, which is the project's, and needs one older than 7. */
const TS_NODE_COMPILER = join(__dirname, "../node_modules/typescript");
const STACKS = ["dev", "staging", "prod"];
/** What `cdktf init --template=typescript` of cdktf-cli 0.21 writes, without what only concerns tests. */
const INIT_TSCONFIG = {
  compilerOptions: {
    ...{ alwaysStrict: true, declaration: true, experimentalDecorators: true, inlineSourceMap: true },
    ...{ inlineSources: true, lib: ["es2018"], module: "CommonJS", noEmitOnError: true },
    ...{ noFallthroughCasesInSwitch: true, noImplicitAny: true, noImplicitReturns: true, noImplicitThis: true },
    ...{ noUnusedLocals: true, noUnusedParameters: true, resolveJsonModule: true, strict: true },
    ...{ strictNullChecks: true, strictPropertyInitialization: true, stripInternal: true, target: "ES2018" },
    ...{ incremental: true, skipLibCheck: true },
  },
  include: ["**/*.ts"],
  exclude: ["node_modules", "cdktf.out"],
};
/** What `cdk init app --language=typescript` runs. */
const CDK_TSCONFIG = {
  compilerOptions: {
    ...{ target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", lib: ["es2022"], declaration: true },
    ...{ strict: true, noImplicitAny: true, strictNullChecks: true, noImplicitThis: true, alwaysStrict: true },
    ...{ inlineSourceMap: true, inlineSources: true, experimentalDecorators: true, skipLibCheck: true },
    ...{ strictPropertyInitialization: false },
  },
  exclude: ["node_modules", "cdk.out"],
};

/** The three environments, beside an empty app and beside the same resources without this project's constructs. */
export function floor(): Result {
  const app = appCommand();
  const empty = readFileSync(join(__dirname, "../programs/empty.ts"), "utf8");
  const plain = plainStacks(synthesized(app), "deep");
  const plainFolder = programFolder(plain);
  const commands = [
    app,
    { name: "empty app", line: PLAIN_COMMAND, folder: programFolder(empty).path },
    { name: "empty app with the flags", line: APP_COMMAND, folder: programFolder(empty).path },
    { name: "the bindings alone", line: APP_COMMAND, folder: plainFolder.path },
  ];
  const [ours = [], bare = [], flagged = [], bindings = []] = measureInTurn(commands, RUNS);
  sameResources(app.folder, plainFolder);
  const measure = "synthesizing the three environments";
  return {
    rows: [
      faster(measure, "an empty App, the same loader", ours, bare, 1.5),
      faster("the same", "an empty App with the flags for V8 that this project's app sets itself", ours, flagged),
      faster("the same", "the same resources with the provider's bindings alone, with these flags", ours, bindings),
    ],
  };
}

/** The same stacks in a project as `cdktf init` sets one up: ts-node, and the provider imported by its index. */
export function cdktfInit(): Result {
  const app = appCommand();
  const init = new WorkFolder()
    .write("tsconfig.json", JSON.stringify(INIT_TSCONFIG))
    .write("main.ts", plainStacks(synthesized(app), "index"));
  const [peer = [], ours = []] = measureInTurn(
    [{ name: "cdktf init", line: "ts-node main.ts", folder: init.path, environment: { TS_NODE_COMPILER } }, app],
    SLOW_RUNS,
  );
  sameResources(app.folder, init);
  const memory = ratioOf(peaks(ours), peaks(peer));
  const against = "the same stacks as `cdktf init` sets a project up: ts-node, index imports";
  return {
    rows: [
      slowerPeer("synthesizing the three environments", against, peer, ours, 8),
      {
        measure: "the same, peak memory",
        against,
        figure: `${show(memory)} × (${Math.round(spreadOf(peaks(ours)).median)} to ${Math.round(spreadOf(peaks(peer)).median)} MiB)`,
        target: "at most 0.20 ×",
        reached: memory.median <= 0.2,
        values: { ratio: memory },
      },
    ],
  };
}

/** The same service with AWS CDK, with what its template runs and with this project's loader. */
export function awsCdk(): Result {
  const program = readFileSync(join(__dirname, "../programs/aws-cdk/app.ts"), "utf8");
  const environments = readFileSync(join(__dirname, "../../stacks/environments.ts"), "utf8").replace(
    /import type \{ Environment \}.*/,
    "interface Environment { readonly name: string; readonly account: string; readonly region: string; readonly owner: string; readonly backend: object }",
  );
  const folder = () => new WorkFolder("bench").write("main.ts", program).write("environments.ts", environments);
  const template = folder().write("tsconfig.json", JSON.stringify(CDK_TSCONFIG)).write("package.json", "{}");
  const [templated = [], bundled = [], ours = []] = measureInTurn(
    [
      { name: "AWS CDK, ts-node", line: "ts-node --prefer-ts-exts main.ts", folder: template.path },
      { name: "AWS CDK, bundled", line: PLAIN_COMMAND, folder: folder().path },
      appCommand(),
    ],
    SLOW_RUNS,
  );
  const measure = "the service in three environments";
  return {
    rows: [
      slowerPeer(measure, "AWS CDK v2 to CloudFormation, ts-node as its template runs", templated, ours, 2),
      slowerPeer(measure, "AWS CDK v2 to CloudFormation, this project's loader", bundled, ours, 2),
    ],
  };
}

function appCommand(): Command {
  const folder = new WorkFolder().copy("aws", "commands/optimize-late.ts", "constructs", "stacks", "main.ts");
  return { name: "this project", line: APP_COMMAND, folder: folder.path };
}

/** A folder for a program of one file, with what sets the flags for V8 before it. */
function programFolder(program: string): WorkFolder {
  return new WorkFolder().copy("commands/optimize-late.ts").write("main.ts", program);
}

function synthesized(command: Command): Parameters<typeof plainStacks>[0] {
  measureProcess(command);
  return Object.fromEntries(STACKS.map((stack) => [stack, stackJson(command.folder, stack)]));
}

function stackJson(folder: string, stack: string) {
  return JSON.parse(readFileSync(join(folder, `cdktf.out/stacks/${stack}/cdk.tf.json`), "utf8"));
}

/** What a peer leaves out it does not pay for: it has to write the same resources. */
function sameResources(folder: string, peer: WorkFolder): void {
  const resources = (from: string, stack: string) =>
    JSON.stringify(stackJson(from, stack).resource, (key, value) => (key === "//" ? undefined : value));
  const different = STACKS.filter((stack) => resources(folder, stack) !== resources(peer.path, stack));
  if (different.length > 0) throw new Error(`the peer writes other resources in ${different.join(", ")}`);
}

function cpu(costs: readonly Cost[]): readonly number[] {
  return costs.map(({ cpuSeconds }) => cpuSeconds);
}

function wall(costs: readonly Cost[]): readonly number[] {
  return costs.map(({ wallSeconds }) => wallSeconds);
}

function peaks(costs: readonly Cost[]): readonly number[] {
  return costs.map(({ peakMiB }) => peakMiB);
}

/** A row that says how many times the cost of a floor this project's is. */
function faster(measure: string, against: string, ours: readonly Cost[], floor: readonly Cost[], most?: number): Row {
  const ratio = ratioOf(cpu(ours), cpu(floor));
  const wallRatio = ratioOf(wall(ours), wall(floor));
  return {
    ...{ measure, against },
    figure: `${show(ratio)} × CPU, ${show(wallRatio)} × wall (${seconds(ours)} to ${seconds(floor)} CPU)`,
    ...(most !== undefined && { target: `at most ${most} ×`, reached: ratio.median <= most }),
    values: { ratio, wallRatio, ours: spreadOf(cpu(ours)), floor: spreadOf(cpu(floor)) },
  };
}

/** A row that says how many times the cost of this project a peer's is. */
function slowerPeer(
  measure: string,
  against: string,
  peer: readonly Cost[],
  ours: readonly Cost[],
  least: number,
): Row {
  const ratio = ratioOf(cpu(peer), cpu(ours));
  const wallRatio = ratioOf(wall(peer), wall(ours));
  return {
    ...{ measure, against },
    figure: `${show(ratio, 1)} × faster by CPU, ${show(wallRatio, 1)} × by wall (${seconds(ours)} to ${seconds(peer)} CPU)`,
    ...{ target: `at least ${least} × faster`, reached: ratio.median >= least },
    values: { ratio, wallRatio, ours: spreadOf(cpu(ours)), peer: spreadOf(cpu(peer)) },
  };
}

function seconds(costs: readonly Cost[]): string {
  return `${spreadOf(cpu(costs)).median.toFixed(2)} s`;
}
