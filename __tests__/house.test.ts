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
});
