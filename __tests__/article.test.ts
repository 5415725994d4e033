import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArticleRow, withComparison } from "../tools/article-comparison";
import article from "./cases/article.json";
import { articleActions, articlePolicies } from "./evaluation/article";
import { type Judged, judge } from "./evaluation/judge";
import { environmentPolicies } from "./evaluation/permission-case";
import type { PolicySet } from "./evaluation/policy-set";
import { principalOf } from "./evaluation/request";

const rows = article as unknown as readonly ArticleRow[];
const README = join(__dirname, "..", "README.md");

/** A role goes by other names in the article than here, also as what is asked for. */
function asked(row: ArticleRow, set: PolicySet): Judged {
  return { ...row, resource: principalOf(row.resource, set) };
}

describe("the article, request by request", () => {
  const printed = articlePolicies();
  const dev = environmentPolicies("dev");

  describe.each(rows)("$who, $action on $on", (row) => {
    test("is answered by the article's policies as the table says", async () => {
      expect((await judge(asked(row, printed), printed)).answer).toBe(row.article);
    });

    test("is answered by ours as the table says", async () => {
      expect((await judge(asked(row, dev), dev)).answer).toBe(row.ours);
    });

    test("is allowed by ours exactly where something calls it", () => {
      expect(row.ours).toBe(row.calledBy === null ? "denied" : "allowed");
    });

    test("has a reason exactly where the answers differ", () => {
      expect(row.reason !== undefined).toBe(row.article !== row.ours);
    });
  });

  test.each(articleActions())("asks for %s on what is the service's own and on what is not", (action) => {
    const places = new Set(rows.filter((row) => row.action === action).map(({ place }) => place));
    // The token is for every registry: there is no other resource to ask about.
    expect(places).toEqual(new Set(action === "ecr:GetAuthorizationToken" ? ["own"] : ["own", "nearby"]));
  });

  (existsSync(README) ? test : test.skip)("stands in the README as `npm run article -- --write` puts it there", () => {
    const readme = readFileSync(README, "utf8");
    expect(readme).toBe(withComparison(readme, rows));
  });

  test("is not taken for equal where the README has no place for it", () => {
    expect(() => withComparison("# A README\n<!-- article -->\n", rows)).toThrow("README.md has no '<!-- article -->'");
  });

  test("replaces what stood between the markers, and nothing else", () => {
    const readme = withComparison("above\n<!-- article -->\nstale\n<!-- /article -->\nbelow\n", rows.slice(0, 1));
    expect(readme).toMatch(/^above\n<!-- article -->\n1 requests: .*\n<!-- \/article -->\nbelow\n$/s);
    expect(readme).not.toContain("stale");
    expect(withComparison(readme, rows.slice(0, 1))).toBe(readme);
  });
});
