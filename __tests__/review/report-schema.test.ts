import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import { readPlan } from "../../review/plan/read-plan";
import { renderSarif } from "../../review/render/sarif";
import { REPORT_VERSION, type Report } from "../../review/report/report";
import schema from "../../review/report/report.schema.json";
import { reviewPlan } from "../../review/review-plan";
import { planFiles } from "./plan-files";

const reports: readonly Report[] = planFiles().map((file) => reviewPlan(readPlan(readFileSync(file), file)));

describe("the JSON form", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(schema);

  it("is what its published schema says, for every case", () => {
    for (const report of reports) {
      validate(report);
      expect(validate.errors ?? []).toEqual([]);
    }
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
});
