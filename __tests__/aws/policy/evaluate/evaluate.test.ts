import { evaluate } from "../../../../aws/policy/evaluate/evaluate";
import { documentedCases } from "../../../evaluation/documented-case";
import { simulate } from "../../../evaluation/simulate";

const cases = documentedCases();

describe.each([...new Set(cases.map(({ page }) => page))])("IAM's %s", (page) => {
  const ofPage = cases.filter((one) => one.page === page);

  test.each(ofPage)("$name", ({ request, under, expect: expected, says = "" }) => {
    if (expected === "throws") expect(() => evaluate(request, under)).toThrow(says);
    else expect(evaluate(request, under).decision).toBe(expected);
  });

  test("is read alike by the simulator, but for what the cases say", async () => {
    for (const { name, request, under, expect: expected, simulator = expected } of ofPage) {
      if (expected === "throws" || simulator === "skipped") continue;
      const { answer, ignoredContextKeys } = await simulate(request, under);
      expect([name, answer, ignoredContextKeys]).toEqual([name, simulator, []]);
    }
  });
});
