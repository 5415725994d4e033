import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";

const PROJECT = resolve(__dirname, "..");

/** The rooms, each with those it may import. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  aws: ["aws"],
  constructs: ["aws", "constructs"],
  review: ["aws", "review"],
  testing: ["aws", "constructs", "review", "testing"],
  commands: ["aws", "constructs", "review", "testing", "commands"],
  module: ["aws", "constructs", "review", "module", "commands", "tools"],
};
const FRAMEWORK = /^(cdktf|constructs|@cdktf\/)/;

const rooms = Object.keys(FLOORS).filter((room) => existsSync(join(PROJECT, room)));
const files = rooms.flatMap((room) => {
  const names = readdirSync(join(PROJECT, room), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(room, name));
});

/** What a file imports, types included. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(PROJECT, file), "utf8");
  return [...text.matchAll(/(?:\bfrom|\bimport|require\(|import\() ?"([^"]+)"/g)].map(([, name = ""]) => name);
}

/** The files of the project that a file imports. */
function neighboursOf(file: string): readonly string[] {
  return importsOf(file)
    .filter((name) => name.startsWith("."))
    .map((name) => normalize(join(dirname(file), name)))
    .flatMap((path) => files.find((each) => each === `${path}.ts` || each === `${path}/index.ts`) ?? []);
}

const graph = new Map(files.map((file) => [file, neighboursOf(file)]));

/** A circle of imports that a file is in, as the way around it. */
function circleFrom(start: string): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    for (const next of graph.get(way[way.length - 1] ?? "") ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

describe("the house", () => {
  it("has no import that runs up", () => {
    const up = files.flatMap((file) => {
      const allowed = FLOORS[file.split("/")[0] ?? ""] ?? [];
      return importsOf(file)
        .filter((name) => name.startsWith(".") && !name.endsWith("package.json"))
        .map((name) => normalize(join(dirname(file), name)))
        .filter((path) => !allowed.includes(path.split("/")[0] ?? ""))
        .map((path) => `${file} imports ${path}`);
    });
    expect(up).toEqual([]);
  });

  it("has no circle of imports", () => {
    expect(files.flatMap((file) => circleFrom(file)?.join(" → ") ?? [])).toEqual([]);
  });

  it("says what AWS says, and reviews plans, without the framework", () => {
    const bound = files
      .filter((file) => /^(aws|review)\//.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => FRAMEWORK.test(name))
          .map((name) => `${file} imports ${name}`),
      );
    expect(bound).toEqual([]);
  });

  it("has no folder with more than 15 files side by side, but those the architecture page gives a reason for", () => {
    const reasons = readFileSync(join(PROJECT, "docs", "architecture.md"), "utf8");
    const counts = new Map<string, number>();
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    const crowded = [...counts].filter(([, count]) => count > 15).map(([folder]) => folder);
    expect(crowded.filter((folder) => !reasons.includes(`\`${folder}/\` has many`))).toEqual([]);
  });
});
