import fc from "fast-check";
import { changesBetween, opens, verdictOn, witnessOf } from "./compared";
import { pair } from "./pair-generator";
import { letsThrough } from "./second-judge";
import { requestsAtHand } from "./values-at-hand";

/** A sample on every commit; `PAIRS=10000` each week. */
const PAIRS = Number(process.env.PAIRS ?? 40);
const OPPOSITE: Readonly<Record<string, string>> = { widened: "narrowed", narrowed: "widened" };

describe(`${PAIRS} generated pairs of policies`, () => {
  it("are decided as every request at hand says, and each change is proven by a request", () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const changes = changesBetween(before, after);
        expect(changes.filter(({ proof }) => proof === "given up")).toEqual([]);
        for (const change of changes) {
          const witness = witnessOf(change);
          if (witness === undefined) continue;
          const asked = { ...witness, action: witness.action === "*" ? "iam:CreateRole" : witness.action };
          expect([letsThrough(before, asked), letsThrough(after, asked)]).toEqual([!opens(change), opens(change)]);
        }
        const verdict = verdictOn(changes);
        expect(verdictOn(changesBetween(after, before))).toBe(OPPOSITE[verdict] ?? verdict);
        for (const asked of requestsAtHand(before, after)) {
          const [was, is] = [letsThrough(before, asked), letsThrough(after, asked)];
          if (was !== is && verdict !== "both" && verdict !== (is ? "widened" : "narrowed"))
            throw new Error(`told as ${verdict}, though ${JSON.stringify(asked)} was ${was} and is ${is}`);
        }
      }),
      { numRuns: PAIRS },
    );
  }, 3_600_000);
});
