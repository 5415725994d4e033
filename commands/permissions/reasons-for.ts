import { reasonOf } from "../../aws/ecs/needs/need";
import { patternsMeet } from "../../aws/policy/matches-pattern";
import type { GrantedStatement } from "../../review/report/granted";
import type { TaskOfStack } from "./stack-needs";

/** Something with a name and an ARN. */
interface Named {
  readonly what: string;
  readonly arn: string;
}

/**
 * What in a stack needs a statement that states no reason of its own: the needs of its tasks that the statement has a part
 * in, and the queues it is about.
 */
export function reasonsFor(
  { role, actions, resources, conditions }: GrantedStatement,
  tasks: readonly TaskOfStack[],
  queues: readonly Named[],
): readonly string[] {
  const meets = (pattern: string, patterns: readonly string[]) => patterns.some((each) => patternsMeet(each, pattern));
  const needs = tasks.flatMap((task) => task.needs).filter((need) => role !== otherRole(need.role));
  const needed = needs.filter(
    (need) =>
      need.actions.some((action) => meets(action, actions)) &&
      need.resources.some((resource) => meets(resource, resources)),
  );
  // A key is used for what its conditions name; which key that is, a task definition does not say.
  const decrypted = needs.filter(
    (need) =>
      actions.some((action) => action.startsWith("kms:")) &&
      need.resources.some(
        (resource) => resource !== "*" && conditions.some((condition) => condition.includes(resource)),
      ),
  );
  const about = actions.some((action) => action.startsWith("sqs:"))
    ? queues.filter(({ arn }) => meets(arn, resources))
    : [];
  const because = [...needed, ...decrypted].flatMap((need) => need.because);
  return [...new Set([...because.map(reasonOf), ...about.map(({ what }) => what)])];
}

function otherRole(role: "execution" | "task"): GrantedStatement["role"] {
  return role === "execution" ? "task role" : "execution role";
}
