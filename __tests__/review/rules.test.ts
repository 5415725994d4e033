import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../review/findings/all-rules";
import type { Plan, PlannedChange } from "../../review/plan/plan";
import { readPlan } from "../../review/plan/read-plan";
import { reviewPlan } from "../../review/review-plan";

const PROJECT = join(__dirname, "..", "..");
const CASES = join(__dirname, "..", "cases", "review");
const PAGES = join(PROJECT, "docs", "rules");
const ids = RULES.map(({ id }) => id);

/** What Terraform cannot be made to plan without an account: plans of cases with what it says then. */
const WRITTEN: Readonly<Record<string, (plan: Plan) => Plan>> = {
  "action-invoked": (plan) => ({ ...plan, action_invocations: [{ address: "action.aws_lambda_invoke.migrate" }] }),
  "comes-under-terraform": (plan) => ({ ...plan, resource_changes: plan.resource_changes.map(imported) }),
  "plan-incomplete": (plan) => ({ ...plan, complete: false }),
};

const plans = readdirSync(CASES).map((name) => {
  const files = readdirSync(join(CASES, name)).filter((file) => file.endsWith(".plan.json"));
  return files.map((file) => readPlan(readFileSync(join(CASES, name, file)), file));
});

/** The rules that find something in each plan of each case. */
const found = plans.map((ofCase) => ofCase.map(rulesOf));

function rulesOf(plan: Plan): ReadonlySet<string> {
  return new Set(reviewPlan(plan).findings.map(({ id }) => id));
}

function imported({ change, ...planned }: PlannedChange): PlannedChange {
  return { ...planned, change: { ...change, actions: ["no-op"], before: change.after, importing: { id: "orders" } } };
}

/** Whether a rule alone finds something. Whoever gains a permission is told of beside every other rule. */
function isAlone(id: string, rules: ReadonlySet<string>): boolean {
  return rules.has(id) && [...rules].every((each) => each === id || each === "permission-widened");
}

describe.each(ids)("the rule %s", (id) => {
  it("has a case that it alone turns red, and a twin of it that it leaves alone", () => {
    const write = WRITTEN[id];
    const cases =
      write === undefined
        ? found
        : plans.map((ofCase) => ofCase.flatMap((plan) => [rulesOf(plan), rulesOf(write(plan))]));
    const alone = cases.filter((ofCase) => ofCase.some((rules) => isAlone(id, rules)));
    expect(alone.length).toBeGreaterThan(0);
    expect(alone.some((ofCase) => ofCase.some((rules) => !rules.has(id)))).toBe(true);
  });

  it("has a page that begins with its name", () => {
    const page = join(PAGES, `${id}.md`);
    expect(existsSync(page) ? readFileSync(page, "utf8").split("\n")[0] : "no page").toBe(`# ${id}`);
  });
});

describe("the documentation of the rules", () => {
  const rows = [
    ...readFileSync(join(PROJECT, "docs", "review.md"), "utf8").matchAll(
      /^\| \[`([a-z-]+)`\]\(rules\/([a-z-]+)\.md\) +\| ([a-z, ]+?) +\|/gm,
    ),
  ];

  it("lists every rule in its table, with its page and the level it has by default", () => {
    const levels = new Map(rows.map(([, id = "", , level = ""]) => [id, level]));
    expect(Object.fromEntries(levels)).toEqual(Object.fromEntries(RULES.map(({ id, level }) => [id, level])));
    expect(rows.filter(([, id, page]) => id !== page)).toEqual([]);
  });

  it("has no page of a rule that is not there", () => {
    expect(
      readdirSync(PAGES)
        .map((file) => file.replace(/\.md$/, ""))
        .sort(),
    ).toEqual([...ids].sort());
  });
});

it("lists every file of a rule", () => {
  const files = readdirSync(join(PROJECT, "review", "rules"), { recursive: true, encoding: "utf8" });
  const named = files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replace(/^.*\//, "").replace(/\.ts$/, ""));
  expect(named.sort()).toEqual([...ids].sort());
});
