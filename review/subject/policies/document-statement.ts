import type { Values } from "../../plan/plan";
import type { WaitingList } from "./waiting-leaf";

/** A statement as `aws_iam_policy_document` has it. */
export type Block = Values;
/** A statement as a policy has it. */
export type Statement = Record<string, unknown>;

/** Reads one list of a block: its value, Terraform's mark of what is unknown in it, and where it stands. */
type Leaf = (value: unknown, mark: unknown, ...path: readonly (string | number)[]) => WaitingList;

/** A block of a document as a statement of a policy, with what its unknown leaves wait for. */
export function statementOf(
  block: Block,
  marks: Values,
  leaf: Leaf,
): { readonly statement: Statement; readonly waits: readonly string[] } {
  const waits: string[] = [];
  const list = (value: unknown, mark: unknown, ...path: readonly (string | number)[]) => {
    const read = leaf(value, mark, ...path);
    waits.push(...read.waits);
    return read.values;
  };
  const statement: Statement = { Effect: block.effect ?? "Allow" };
  if (typeof block.sid === "string" && block.sid !== "") statement.Sid = block.sid;
  for (const [attribute, element] of LISTS) {
    const values = list(block[attribute], marks[attribute], attribute);
    if (values.length > 0) statement[element] = values;
  }
  for (const [attribute, element] of PRINCIPALS) {
    const principals = blocksOf(block[attribute]).map((principal, index) => {
      const mark = markAt(marks[attribute], index);
      return [
        String(principal.type ?? "AWS"),
        list(principal.identifiers, mark.identifiers, attribute, index, "identifiers"),
      ] as const;
    });
    if (principals.length > 0) statement[element] = principalOf(principals);
  }
  const conditions: Record<string, Record<string, readonly string[]>> = {};
  blocksOf(block.condition).forEach((condition, index) => {
    const mark = markAt(marks.condition, index);
    const [test, variable] = [
      String(condition.test ?? "(unknown test)"),
      String(condition.variable ?? "(unknown key)"),
    ];
    const values = list(condition.values, mark.values, "condition", index, "values");
    conditions[test] = { ...conditions[test], [variable]: [...(conditions[test]?.[variable] ?? []), ...values] };
  });
  if (Object.keys(conditions).length > 0) statement.Condition = conditions;
  return { statement, waits };
}

const LISTS = [
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
] as const;
const PRINCIPALS = [
  ["principals", "Principal"],
  ["not_principals", "NotPrincipal"],
] as const;

function blocksOf(value: unknown): readonly Block[] {
  return Array.isArray(value) ? value.filter((block) => typeof block === "object" && block !== null) : [];
}

function markAt(marks: unknown, index: number): Values {
  const mark: unknown = Array.isArray(marks) ? marks[index] : undefined;
  return typeof mark === "object" && mark !== null ? (mark as Values) : {};
}

/** `type = "*"` is a principal of its own. */
function principalOf(principals: readonly (readonly [string, readonly string[]])[]): unknown {
  if (principals.some(([type, identifiers]) => type === "*" && identifiers.includes("*"))) return "*";
  const byType: Record<string, string[]> = {};
  for (const [type, identifiers] of principals) byType[type] = [...(byType[type] ?? []), ...identifiers];
  return byType;
}
