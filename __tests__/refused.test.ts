import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { ValidationError } from "../constructs";
import { buildCase, type ServiceCase } from "./service-case";

interface RefusedCase extends ServiceCase {
  readonly name: string;
  /** Every problem, in full. */
  readonly problems: readonly string[];
}

const FOLDER = join(__dirname, "cases/refused");
const files = readdirSync(FOLDER).map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), "utf8"))] as const);

function problemsOf(service: ServiceCase): readonly string[] {
  const stack = buildCase(Testing.app(), service);
  try {
    stack.prepareStack();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems;
    throw error;
  }
  return [];
}

describe.each(files)("%s", (_file, cases: readonly RefusedCase[]) => {
  it.each(cases.map((refused) => [refused.name, refused] as const))("refuses %s", (_name, { problems, ...service }) => {
    expect(problemsOf(service)).toEqual(problems);
  });
});

it("refuses at least a hundred inputs", () => {
  expect(files.flatMap(([, cases]) => cases).length).toBeGreaterThanOrEqual(100);
});
