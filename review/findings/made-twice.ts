import type { ResourceChange } from "../plan/resource-change";
import { shownText } from "../plan/resource-change";
import { nameOf } from "../resource-types/given/given";
import { isSamePlace, physicalIdentity, physicalKey } from "./physical-identity";
import type { PlanTransition } from "./reviewed-plan";
import type { Match } from "./rule";

/** What AWS gives back, or sets anew, where it is there already: one making of it does not fail for another. */
const MADE_AGAIN =
  /^aws(?:cc)?_(?:sqs_queue|sns_topic|cloudwatch_event_rule|cloudwatch_metric_alarm|ecs_cluster|\w+_policy|\w+_attachments?|\w+_exclusive)$/;

/** Things of one name that are made beside one another: AWS refuses the second. */
export function madeTwice({ changes, everything, configuration }: PlanTransition): Match[] {
  const made = changes.filter(({ action }) => action === "create");
  const types = new Set(
    made.map(({ type }) => type).filter((type) => type === "aws_iam_policy" || !MADE_AGAIN.test(type)),
  );
  if (types.size === 0) return [];
  const known = new Map<string, ResourceChange[]>();
  const found: Match[] = [];
  for (const change of everything) {
    if (!types.has(change.type) || change.planned.mode === "data" || change.after === undefined) continue;
    if (isWrittenOver(change)) continue;
    const identity = identityOf(change);
    if (identity === undefined) continue;
    const key = physicalKey(change, identity);
    const others = known.get(key) ?? [];
    known.set(key, [...others, change]);
    const other = others.find((each) => isMadeNow(each, change) && isSamePlace(each, "after", change, configuration));
    if (other) found.push(match(change.action === "create" ? [other, change] : [change, other], identity));
  }
  return found;
}

/** Whether it is made over whatever has its name. */
function isWrittenOver({ action, after }: ResourceChange): boolean {
  return action === "create" && (after?.allow_overwrite === true || after?.overwrite === true);
}

function isMadeNow(first: ResourceChange, second: ResourceChange): boolean {
  return first.action === "create" || second.action === "create";
}

function match([first, second]: readonly [ResourceChange, ResourceChange], identity: readonly string[]): Match {
  const name = nameOf(identity[0] ?? "");
  return {
    where: second.address,
    what: `${second.address} is made under the name ${name}, and ${first.address} has it`,
  };
}

/** A permission of a function is told from its others by its statement. */
function identityOf(change: ResourceChange): readonly string[] | undefined {
  if (change.type !== "aws_lambda_permission") return physicalIdentity(change, "after");
  const [name, statement, qualifier = ""] = ["function_name", "statement_id", "qualifier"].map((attribute) =>
    shownText(change, attribute, "after"),
  );
  return name === undefined || statement === undefined ? undefined : [statement, name, qualifier];
}
