import { reasonOf } from "../../aws/ecs/needs/need";
import { plainText } from "../render/plain-text";
import type { Explanation } from "./explanation";

const WHOSE: Readonly<Record<Explanation["role"], string>> = {
  execution: "execution role",
  task: "task role",
  boundary: "permissions boundary",
  none: "no grant helps",
  unknown: "cannot say",
};

/** An explanation for a terminal: a word and what it says, line by line. */
export function renderExplanation(explanation: Explanation): string {
  const { role, roleName, action, resource, neededBy, because, line, statement, notes } = explanation;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["who", roleName === undefined ? WHOSE[role] : `${WHOSE[role]}: ${roleName}`],
    ["action", action],
    ["on", resource],
    ["needed by", neededBy.length > 0 ? neededBy.map(reasonOf).join(", ") : undefined],
    ["because", because],
    ["write", line],
    ["or allow", statement && JSON.stringify(statement)],
    ...notes.map((note) => ["note", note] as const),
  ];
  return rows
    .flatMap(([word, text]) => (text === undefined ? [] : [`${`${word}:`.padEnd(11)}${plainText(text)}\n`]))
    .join("");
}
