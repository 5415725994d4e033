import { by } from "../../aws/text-order";
import type { Grant } from "./grant";
import type { Permissions } from "./grants";

export interface Difference {
  readonly left: string;
  readonly right: string;
  /** What the one may that the other may not, as lines. */
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
}

/**
 * What one environment may that another may not, once the names of both are made the same: the environment's, its account and
 * its region. What both may in words, of a repository in one region for example, is no difference either.
 */
export function compare(left: Permissions, right: Permissions): Difference {
  const [leftLines, rightLines] = [linesOf(left), linesOf(right)];
  return {
    left: left.stack,
    right: right.stack,
    onlyLeft: onlyIn(leftLines, rightLines),
    onlyRight: onlyIn(rightLines, leftLines),
  };
}

/** By what is compared, each line as it stands. */
type Lines = ReadonlyMap<string, string>;

function onlyIn(lines: Lines, others: Lines): readonly string[] {
  const asTheyStand = new Set(others.values());
  return [...lines].filter(([line, written]) => !others.has(line) && !asTheyStand.has(written)).map(([line]) => line);
}

export function renderDifference({ left, right, onlyLeft, onlyRight }: Difference): string {
  const section = (stack: string, other: string, lines: readonly string[]) =>
    [`only ${stack}, not ${other}:`, ...(lines.length > 0 ? lines : ["nothing"]).map((line) => `  ${line}`)].join("\n");
  return `${section(left, right, onlyLeft)}\n\n${section(right, left, onlyRight)}`;
}

/** One line for each action on each resource, so that a statement written otherwise makes no difference. */
function linesOf({ stack, account, region, grants }: Permissions): Lines {
  const lines = grants.flatMap((grant) =>
    grant.actions.flatMap((action) => grant.resources.map((resource) => lineOf(grant, action, resource))),
  );
  const pairs = lines.map((line) => [normalised(line, stack, account, region), line] as const);
  return new Map(pairs.sort(by(([line]) => line)));
}

function lineOf({ role, effect, conditions }: Grant, action: string, resource: string): string {
  const when = conditions.length > 0 ? ` if ${[...conditions].sort().join(" and ")}` : "";
  return `${role} ${effect === "Deny" ? "must not" : "may"} ${action} on ${resource}${when}`;
}

/**
 * The environment's name, its own account and its own region, by which two of them differ anyway; another account or region
 * stays what it is.
 */
function normalised(line: string, stack: string, account: string, region: string): string {
  const name = stack.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return line
    .replace(new RegExp(`(?<![A-Za-z0-9])${name}(?![A-Za-z0-9])`, "g"), "<environment>")
    .replaceAll(`:${account}:`, ":<account>:")
    .replaceAll(`:${region}:`, ":<region>:")
    .replaceAll(`.${region}.`, ".<region>.");
}
