import { serviceActions } from "../../../../aws/actions/service-actions";
import { compareClauses, comparedWith, type GrantChange } from "../../../../aws/policy/compare-clauses";
import { parsePolicy } from "../../../../aws/policy/parse-policy";

export interface Document {
  readonly Version: string;
  readonly Statement: readonly object[];
}

const compared = comparedWith(serviceActions());

/** What a change of a policy changes. */
export function changesBetween(before: Document, after: Document): readonly GrantChange[] {
  return compareClauses(clausesOf(before), clausesOf(after), compared);
}

function clausesOf(document: Document) {
  const parsed = parsePolicy(JSON.stringify(document));
  if ("problem" in parsed) throw new Error(parsed.problem);
  return parsed.clauses;
}

/** Whether a change lets somebody do more: an Allow more or a Deny less. */
export function opens({ effect, change }: GrantChange): boolean {
  return (effect === "Allow") === (change === "added" || change === "widened");
}

export function witnessOf({ proof }: GrantChange) {
  return typeof proof === "object" && "witness" in proof ? proof.witness : undefined;
}

/** `equal`, `widened`, `narrowed` or `both`, by the changes that have an effect. */
export function verdictOn(changes: readonly GrantChange[]): string {
  const effective = changes.filter(({ proof }) => typeof proof === "string" || "witness" in proof);
  const [more, less] = [effective.some(opens), effective.some((change) => !opens(change))];
  return more ? (less ? "both" : "widened") : less ? "narrowed" : "equal";
}
