import type { Plan, PlannedChange, Values } from "../../review/plan/plan";
import { reviewPlan } from "../../review/review-plan";

/** What Terraform cannot be made to plan without an account is written here in the form of a plan. */
export function policy(...statements: readonly Values[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A resource as it was and as it will be: the same object for one that is left alone. */
export function change(
  address: string,
  before: Values | null,
  after: Values | null,
  more: Partial<PlannedChange> = {},
): PlannedChange {
  const actions =
    before === null ? ["create"] : after === null ? ["delete"] : before === after ? ["no-op"] : ["update"];
  const [type = "", name = ""] = address.split(".").slice(-2);
  return { address, mode: "managed", type, name, change: { actions, before, after, after_unknown: {} }, ...more };
}

/** The configuration sets what the resources of a plan have, but for what AWS fills in. */
export function plan(parts: Partial<Plan>, filledIn: readonly string[] = []): Plan {
  const changes = [...(parts.resource_changes ?? []), ...(parts.resource_drift ?? [])];
  const resources = changes.map((each) => {
    const names = Object.keys(each.change.before ?? each.change.after ?? {}).filter((name) => !filledIn.includes(name));
    return { address: each.address, expressions: Object.fromEntries(names.map((name) => [name, {}])) };
  });
  return { format_version: "1.2", resource_changes: [], configuration: { root_module: { resources } }, ...parts };
}

/** The findings of a plan in a line each. */
export function found(reviewed: Plan): string[] {
  return reviewPlan(reviewed).findings.map(({ level, id, what }) => `${level} ${id}: ${what}`);
}
