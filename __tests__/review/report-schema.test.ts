import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import { acceptFindings } from "../../review/findings/acceptance/accepted-findings";
import { readPlan } from "../../review/plan/read-plan";
import { renderSarif } from "../../review/render/sarif";
import { REPORT_VERSION, type Report } from "../../review/report/report";
import schema from "../../review/report/report.schema.json";
import { reviewPlan } from "../../review/review-plan";
import { planFiles } from "./plan-files";
import { plan, policy, rolePolicy } from "./run";

const reports: readonly Report[] = planFiles().map((file) => reviewPlan(readPlan(readFileSync(file), file)));

describe("the JSON form", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(schema);

  it("is what its published schema says, for every case, and has no field it does not describe", () => {
    const strictly = new Ajv2020({ allErrors: true }).compile(withoutOtherFields(schema) as object);
    for (const report of reports) {
      strictly(report);
      expect(strictly.errors ?? []).toEqual([]);
    }
  });

  it("may have fields that a reader of its schema does not know, at every depth", () => {
    const [report] = reports.filter(({ findings }) => findings.length > 0);
    const [finding] = report?.findings ?? [];
    validate({ ...report, later: true, findings: [{ ...finding, later: true }] });
    expect(validate.errors ?? []).toEqual([]);
  });

  it("has the version the schema is of", () => {
    expect(schema.properties.version.const).toBe(REPORT_VERSION);
  });

  it("is refused by the schema where a field is missing", () => {
    const { findings: _findings, ...incomplete } = reports[0] as Report;
    expect(validate(incomplete)).toBe(false);
  });
});

describe("the SARIF form", () => {
  it("has one result a finding, each of a rule that it declares, at an address", () => {
    for (const report of reports) {
      const { version, runs } = JSON.parse(renderSarif(report));
      expect(version).toBe("2.1.0");
      const [{ tool, results }] = runs;
      expect(results).toHaveLength(report.findings.length);
      for (const result of results) {
        expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
        expect(result.locations[0].logicalLocations[0].fullyQualifiedName).not.toBe("");
      }
    }
  });

  it("declares the rules of what stands beside a plan and in the file of accepted findings too", () => {
    const everything = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    const beside = {
      resource_drift: [rolePolicy(policy(), everything)],
      deferred_changes: [{ reason: "unknown", resource_change: rolePolicy(undefined, everything, "later") }],
    };
    const report = acceptFindings(
      reviewPlan(JSON.parse(plan([], beside))),
      [
        { id: "a", where: "b", reason: "c" },
        { id: "a", where: "b", reason: "c", expires: "2020-01-01" },
      ],
      "2026-06-15",
    );
    const [{ tool, results }] = JSON.parse(renderSarif(report)).runs;
    const declared = new Set(tool.driver.rules.map(({ id }: { id: string }) => id));
    const told: string[] = results.map(({ ruleId }: { ruleId: string }) => ruleId);
    expect(told).toEqual(expect.arrayContaining(["made-outside-terraform", "left-to-a-later-plan"]));
    expect(told).toEqual(expect.arrayContaining(["acceptance-unknown", "acceptance-expired"]));
    expect(told.filter((id) => !declared.has(id))).toEqual([]);
  });
});

/** The schema with every object closed, to hold what is written against what is described. */
function withoutOtherFields(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutOtherFields);
  if (typeof part !== "object" || part === null) return part;
  const fields = Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, withoutOtherFields(inner)]));
  return fields.type === "object" ? { ...fields, additionalProperties: false } : fields;
}
