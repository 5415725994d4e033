import { readFileSync } from "node:fs";
import { type ActionCatalogue, serviceActions } from "../../../aws/actions/service-actions";
import { patternCovers } from "../../../aws/policy/pattern";
import { auditReport } from "../../../review/audit-plans";
import { acceptFindings, readAcceptances } from "../../../review/findings/acceptance/accepted-findings";
import { findingKey } from "../../../review/findings/finding-key";
import { readPlan } from "../../../review/plan/read-plan";
import { renderText } from "../../../review/render/text";
import type { Report } from "../../../review/report/report";
import { reviewPlan } from "../../../review/review-plan";
import { planFiles } from "../plan-files";
import { file, plan, policy, rolePolicy, run } from "../run";

const plans = planFiles().map((path) => readPlan(readFileSync(path), path));
const reports: readonly (readonly [string, readonly Report[]])[] = [
  ["review", plans.map((each) => reviewPlan(each))],
  ["audit", plans.map((each) => auditReport([each], { explains: true }))],
];

/** What stands under the findings of a text to be pasted, as one file of accepted findings, with a reason. */
function pasted(text: string, reason: string): string {
  const entries = [...text.matchAll(/^ *accept +(\{(?:[^\n]*\n)*?[^\n]*\})$/gm)].map(([, entry]) => entry);
  return `[${entries.join(",\n")}]`.replaceAll('"…"', JSON.stringify(reason));
}

/** AWS's list with one more action in each service, which every wildcard over some verbs stands for too. */
const LATER_ACTIONS: ActionCatalogue = (() => {
  const today = serviceActions();
  const added = (service: string) => [`${service}:getanotherthing`, `${service}:putanotherthing`];
  return {
    ...today,
    matching: (pattern) => {
      const [service = "", name = ""] = pattern.split(":");
      const known = today.matching(pattern);
      return known && [...known, ...added(service).filter((action) => patternCovers(`${service}:${name}`, action))];
    },
    has: (action) => today.has(action) || /:(?:get|put)anotherthing$/.test(action),
  };
})();

const everything = { Effect: "Allow", Action: "*", Resource: "*" };

describe("the text form", () => {
  it.each(reports)(
    "of every %s has no line longer than 80 columns but for a name that cannot be broken",
    (_of, all) => {
      for (const report of all) {
        for (const line of renderText(report, false).split("\n")) {
          const isOneName = /^ *(?:\S+ +)?\S+$|^ *(?:accept +\{| )"where": /.test(line);
          if (line.length > 80) expect(isOneName ? "" : line).toBe("");
        }
      }
    },
  );

  it.each(reports)("of every %s says under each finding what to paste to accept it", (_of, all) => {
    expect(all.some(({ findings }) => findings.length > 0)).toBe(true);
    for (const report of all) {
      const entries = readAcceptances(pasted(renderText(report, false), "known"), "accepted.json");
      expect(acceptFindings(report, entries, "2026-06-15").findings).toEqual([]);
    }
  });

  it.each(reports)("of every %s is accepted by the same lines when AWS has more actions", (of, all) => {
    const later = plans.map((each) =>
      of === "review" ? reviewPlan(each, LATER_ACTIONS) : auditReport([each], { explains: true }, LATER_ACTIONS),
    );
    all.forEach((report, index) => {
      const entries = readAcceptances(pasted(renderText(report, false), "known"), "accepted.json");
      const { findings } = acceptFindings(later[index] as Report, entries, "2026-06-15");
      // An action more can be one that is gained: that is a finding of its own. What was accepted matches still.
      expect(findings.filter(({ what }) => !what.includes("getanotherthing"))).toEqual([]);
    });
  });

  it("asks for a reason where what is pasted has none", () => {
    const { output } = run(["review", file(plan([rolePolicy(undefined, policy(everything))]))]);
    const accepted = file(pasted(output, "…"), "accepted.json");
    const { code, error } = run(["review", file(plan([])), "--accept", accepted]);
    expect(code).toBe(1);
    expect(error).toContain("accepted.json: [0] has no reason yet: write in place of '…' why it is accepted");
  });

  it("shows what an attribute was and will be, and no secret", () => {
    const change = (before: object, after: object) => ({
      address: "aws_db_instance.main",
      type: "aws_db_instance",
      change: { actions: ["update"], before, after, after_unknown: {} },
    });
    const { output } = run([
      "review",
      file(
        plan([
          change(
            { publicly_accessible: false, name: "a", password: "hunter2-before" },
            { publicly_accessible: true, name: "b", password: "hunter2-after" },
          ),
        ]),
      ),
    ]);
    expect(output).toContain("publicly_accessible: false → true");
    expect(output).toContain('name: "a" → "b"');
    expect(output).not.toContain("hunter2");
  });

  it("calls a Deny on a new queue a guard, and a Deny on one that is there less", () => {
    const deny = JSON.stringify(policy({ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" }));
    const queue = (before: object | null, after: object) => ({
      address: "aws_sqs_queue.orders",
      type: "aws_sqs_queue",
      change: { actions: [before ? "update" : "create"], before, after, after_unknown: {} },
    });
    const created = run(["review", file(plan([queue(null, { name: "orders", policy: deny })]))]).output;
    expect(created).toContain("permissions: 1 guard");
    expect(created).toMatch(/^ +guard its resource policy denies$/m);
    const allow = { Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "sqs:*", Resource: "*" };
    const open = JSON.stringify(policy(allow));
    const changed = queue({ name: "orders", policy: open }, { name: "orders", policy: "" });
    expect(run(["review", file(plan([changed]))]).output).toContain("permissions: 1 less");
  });
});

describe("an accepted finding", () => {
  const wide = file(plan([rolePolicy(undefined, policy({ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }))]));
  const report = reviewPlan(readPlan(readFileSync(wide), wide));
  const otherCount = (text: string) => text.replace(/\(\d+ actions\)/, "(1 actions)");
  const widening = report.findings.find(({ id }) => id === "permission-widened");

  it("stays accepted when AWS has other actions, by its key and by an older entry's sentence", () => {
    expect(widening?.what).toMatch(/\(\d+ actions\)/);
    const later = { ...report, findings: report.findings.map((each) => ({ ...each, what: otherCount(each.what) })) };
    for (const entry of [{ key: widening?.key }, { what: widening?.what }]) {
      const { accepted } = acceptFindings(
        later,
        [{ id: "permission-widened", where: widening?.where ?? "", reason: "asked for", ...entry }],
        "2026-06-15",
      );
      expect(accepted).toHaveLength(1);
    }
  });

  it("is not accepted by the key of another", () => {
    const entry = { id: "permission-widened", where: widening?.where ?? "", key: findingKey("another"), reason: "no" };
    expect(acceptFindings(report, [entry], "2026-06-15").accepted).toEqual([]);
  });
});
