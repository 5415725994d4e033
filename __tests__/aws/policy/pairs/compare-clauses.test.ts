import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { changesBetween, opens, verdictOn, witnessOf } from "./compared";
import { letsThrough } from "./second-judge";

interface Pair {
  readonly name: string;
  readonly before: readonly object[];
  readonly after: readonly object[];
  readonly right: "equal" | "widened" | "narrowed" | "both";
}

const FOLDER = join(__dirname, "..", "..", "..", "cases", "policy-pairs");
const OPPOSITE = { equal: "equal", both: "both", widened: "narrowed", narrowed: "widened" } as const;
const document = (Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });

describe.each(readdirSync(FOLDER))("pairs of policies in %s", (file) => {
  const pairs: readonly Pair[] = JSON.parse(readFileSync(join(FOLDER, file), "utf8"));

  it.each(pairs)("decides that $name: $right", ({ before, after, right }) => {
    const [old, now] = [document(before), document(after)];
    const changes = changesBetween(old, now);
    expect(verdictOn(changes)).toBe(right);
    expect(verdictOn(changesBetween(now, old))).toBe(OPPOSITE[right]);
    for (const change of changes) {
      const witness = witnessOf(change);
      if (witness === undefined) continue;
      expect([letsThrough(old, witness), letsThrough(now, witness)]).toEqual([!opens(change), opens(change)]);
    }
  });
});
