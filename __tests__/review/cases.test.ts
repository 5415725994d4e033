import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlan } from "../../review/plan/read-plan";
import { reviewPlan } from "../../review/review-plan";
import { type Told, told } from "./told";

const CASES = join(__dirname, "..", "cases", "review");
const names = readdirSync(CASES).filter((name) => existsSync(join(CASES, name, "expect.json")));

/** Each case: `before.tf` as it is, other configurations against it, and what `expect.json` says of their plans. */
describe.each(names)("the review of %s", (name) => {
  const folder = join(CASES, name);
  const expected: Readonly<Record<string, Told>> = JSON.parse(readFileSync(join(folder, "expect.json"), "utf8"));

  it("has a plan for each configuration and an expectation for each plan", () => {
    const configurations = readdirSync(folder).filter((file) => file.endsWith(".tf") && file !== "before.tf");
    expect(Object.keys(expected).sort()).toEqual(configurations.map((file) => file.replace(/\.tf$/, "")).sort());
  });

  it.each(Object.keys(expected))("tells exactly what is expected of %s", (variant) => {
    const file = join(folder, `${variant}.plan.json`);
    expect(told(reviewPlan(readPlan(readFileSync(file), file)))).toEqual(expected[variant]);
  });
});

it("has a plan of each kind for at least 40 cases", () => {
  expect(names.length).toBeGreaterThanOrEqual(40);
});
