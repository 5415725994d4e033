import fc from "fast-check";
import { serviceActions } from "../../../aws/actions/service-actions";
import { readPlan } from "../../../review/plan/read-plan";
import { reviewPlan } from "../../../review/review-plan";
import { beyondReviewed } from "../../../review/reviewed/beyond-reviewed";
import { plan, policy, rolePolicy } from "../run";

const ACTIONS = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"];
const RESOURCES = ["a", "b", "c"].map((name) => `arn:aws:sqs:eu-west-1:111111111111:${name}`);
const EVERY = ACTIONS.flatMap((action) => RESOURCES.map((resource) => `${action} ${resource}`));
const catalogue = serviceActions();

/** A set of permissions, each an action on a resource, and the seed of how its statements are cut. */
const permissions = fc.uniqueArray(fc.constantFrom(...EVERY), { maxLength: EVERY.length });

/** Statements that allow just these: one a resource with its actions, or one a permission. */
function document(allowed: readonly string[], together: boolean): object {
  const pairs = allowed.map((each) => each.split(" ") as [string, string]);
  if (!together) return policy(...pairs.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource })));
  const byResource = RESOURCES.map((resource) =>
    pairs.filter(([, each]) => each === resource).map(([action]) => action),
  );
  return policy(
    ...byResource.flatMap((Action, index) =>
      Action.length > 0 ? [{ Effect: "Allow", Action, Resource: RESOURCES[index] }] : [],
    ),
  );
}

function reportOf(before: readonly string[], after: readonly string[], together: boolean) {
  const text = plan([rolePolicy(document(before, together), document(after, !together))]);
  return reviewPlan(readPlan(Buffer.from(text), "plan"));
}

const less = (some: readonly string[], others: readonly string[]) => some.filter((each) => !others.includes(each));
const isPartOf = (some: readonly string[], all: readonly string[]) => less(some, all).length === 0;

it("passes if and only if what is gained and what is lost are within what was reviewed", () => {
  fc.assert(
    fc.property(
      permissions,
      permissions,
      permissions,
      fc.boolean(),
      fc.boolean(),
      (before, reviewed, now, one, other) => {
        const { isWithin } = beyondReviewed(reportOf(before, now, one), reportOf(before, reviewed, other), catalogue);
        const gains = isPartOf(less(now, before), less(reviewed, before));
        const losses = isPartOf(less(before, now), less(before, reviewed));
        expect(isWithin).toBe(gains && losses);
      },
    ),
    { numRuns: 200 },
  );
});
