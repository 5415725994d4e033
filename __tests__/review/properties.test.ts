import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { readPlan } from "../../review/plan/read-plan";
import type { Condition, PatternSet, Permission, PermissionChange } from "../../review/report/report";
import { reviewPlan } from "../../review/review-plan";
import { document, REQUESTS, type Request, rewritten, statements } from "./policy-arbitraries";
import { plan, rolePolicy } from "./run";

/** What changes for a role whose inline policy changes. */
function changes(before: string, after: string): readonly PermissionChange[] {
  return reviewPlan(readPlan(Buffer.from(plan([rolePolicy(before, after)])), "plan")).permissions;
}

async function answer(policy: string, { action, resource, context }: Request): Promise<string> {
  const account = "111111111111";
  const result = await runSimulation(
    {
      identityPolicies: [{ name: "orders", policy: JSON.parse(policy) }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: {
        principal: `arn:aws:iam::${account}:role/orders`,
        action,
        resource: { resource, accountId: account },
        contextVariables: { ...context },
      },
    },
    {},
  );
  if (result.resultType !== "single") throw new Error(JSON.stringify(result));
  expect(result.result.ignoredContextKeys).toEqual([]);
  return result.overallResult;
}

/** A second opinion on what a permission covers: patterns as regular expressions, conditions one by one. */
function covers(permission: Permission, actions: readonly PatternSet[], request: Request): boolean {
  const matches = (pattern: string, text: string) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
      "s",
    ).test(text);
  const inSet = (sets: readonly PatternSet[], text: string, fold: (text: string) => string) =>
    sets.some(
      ({ pattern, except = [] }) =>
        matches(fold(pattern), fold(text)) && !except.some((hole) => matches(fold(hole), fold(text))),
    );
  const meets = ({ operator, key, values }: Condition): boolean => {
    const given = request.context[key];
    if (given === undefined) return operator.includes("Not") || operator.endsWith("IfExists");
    const hit = values.some((value) => (operator.includes("Like") ? matches(value, given) : value === given));
    return operator.includes("Not") ? !hit : hit;
  };
  return (
    inSet(actions, request.action, (text) => text.toLowerCase()) &&
    inSet(permission.resources, request.resource, (text) => text) &&
    permission.conditions.every(meets)
  );
}

/** Whether the request is in what a change adds or takes: in it, and in none of what the other side has too. */
function isIn(change: PermissionChange, request: Request): boolean {
  return (
    covers(change, change.actions, request) &&
    !change.others.some((other) => covers(other, other.actions.length > 0 ? other.actions : change.actions, request))
  );
}

describe("the review of two policies", () => {
  it("reports nothing where one is the other in an equal form", () => {
    fc.assert(
      fc.property(
        statements.chain((list) => fc.tuple(fc.constant(document(list)), rewritten(list))),
        ([before, after]) => {
          expect(changes(before, after)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("mirrors the review of the two in the other order", () => {
    const opposite = { added: "removed", removed: "added", widened: "narrowed", narrowed: "widened" } as const;
    const essence = ({ change, effect, actions, resources, conditions, actionNames, others }: PermissionChange) =>
      JSON.stringify({
        change,
        effect,
        actions,
        resources,
        conditions,
        actionNames,
        others: others.map((other) => JSON.stringify(other)).sort(),
      });
    fc.assert(
      fc.property(statements, statements, (first, second) => {
        const there = changes(document(first), document(second));
        const back = changes(document(second), document(first)).map((change) => ({
          ...change,
          change: opposite[change.change],
        }));
        expect(there.map(essence).sort()).toEqual(back.map(essence).sort());
      }),
      { numRuns: 400 },
    );
  });

  it("agrees with a simulation of IAM: what is gained was denied and is allowed, and no answer changes unreported", async () => {
    await fc.assert(
      fc.asyncProperty(
        statements,
        statements,
        fc.shuffledSubarray([...REQUESTS], { minLength: 12, maxLength: 12 }),
        async (first, second, sample) => {
          const [before, after] = [document(first), document(second)];
          const reported = changes(before, after);
          for (const request of sample) {
            const [was, is] = [await answer(before, request), await answer(after, request)];
            const touching = reported.filter((change) => isIn(change, request));
            if (is === "Allowed" && was !== "Allowed") expect(touching.some(({ opens }) => opens)).toBe(true);
            if (was === "Allowed" && is !== "Allowed") expect(touching.some(({ opens }) => !opens)).toBe(true);
            const gained = touching.some(
              ({ effect, change, withoutEffect }) =>
                effect === "Allow" && withoutEffect === undefined && (change === "added" || change === "widened"),
            );
            if (gained) {
              expect(was).not.toBe("Allowed");
              expect(is).not.toBe("ImplicitlyDenied");
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);
});
