import { evaluate } from "./evaluate";
import { mutations } from "./mutate";
import { subjects } from "./permission-case";
import { replaced } from "./replaced";
import { isAsked, situationOf } from "./request";
import { simulate } from "./simulate";

describe("the plain evaluator", () => {
  test("answers as the simulator does, for the same reason, under every changed policy that both can judge", async () => {
    const differences: string[] = [];
    let judged = 0;
    // The other environments have the same policies under other names.
    const distinct = subjects().filter(({ name }) => !/ in (staging|prod)$/.test(name));
    for (const { name, policies, cases } of distinct) {
      for (const policy of policies.policies) {
        const about = cases.filter((one) => one.evaluator === undefined && isAsked(policy, one, policies));
        for (const statement of policy.document.Statement) {
          for (const mutation of mutations(statement)) {
            const changed = replaced(policies, policy, statement, mutation);
            for (const permissionCase of about) {
              const situation = situationOf(permissionCase, changed);
              const { ignoredContextKeys: _, ...simulated } = await simulate(situation);
              const own = evaluate(situation);
              judged += 1;
              if (own.answer !== simulated.answer || own.by !== simulated.by)
                differences.push(`${name}, ${permissionCase.name}, ${mutation.change}: ${own.by}, not ${simulated.by}`);
            }
          }
        }
      }
    }
    expect(differences).toEqual([]);
    expect(judged).toBeGreaterThan(10_000);
  });
});
