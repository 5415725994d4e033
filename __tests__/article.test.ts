import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Permissions } from "../testing/permissions";
import { type ArticleRow, withComparison } from "../tools/article-comparison";
import article from "./cases/article.json";
import { articleActions, articlePermissions } from "./evaluation/article";
import { type Asked, environmentPermissions, verdictOf } from "./evaluation/permission-case";

const rows = article as unknown as readonly ArticleRow[];
const PAGE = join(__dirname, "..", "docs", "article.md");

/** A role goes by other names in the article than here, also as what is asked for. */
function asked(row: ArticleRow, permissions: Permissions): Asked {
  const role = /^(execution|task)Role$/.exec(row.resource)?.[1];
  return { ...row, resource: role === undefined ? row.resource : String(permissions.roles(role)[0]?.arn) };
}

describe("the article, request by request", () => {
  const printed = articlePermissions();
  const dev = environmentPermissions("dev");

  describe.each(rows)("$who, $action on $on", (row) => {
    test("is answered by the article's policies as the table says", () => {
      expect(verdictOf(asked(row, printed), printed).answer).toBe(row.article);
    });

    test("is answered by ours as the table says", () => {
      expect(verdictOf(asked(row, dev), dev).answer).toBe(row.ours);
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

  test("stands on its page as `npm run article -- --write` puts it there", () => {
    const page = readFileSync(PAGE, "utf8");
    expect(page).toBe(withComparison(page, rows));
  });

  test("is not taken for equal where the page has no place for it", () => {
    expect(() => withComparison("# A page\n<!-- article -->\n", rows)).toThrow(
      "docs/article.md has no '<!-- article -->'",
    );
  });

  test("replaces what stood between the markers, and nothing else", () => {
    const page = withComparison("above\n<!-- article -->\nstale\n<!-- /article -->\nbelow\n", rows.slice(0, 1));
    expect(page).toMatch(/^above\n<!-- article -->\n1 requests: .*\n<!-- \/article -->\nbelow\n$/s);
    expect(page).not.toContain("stale");
    expect(withComparison(page, rows.slice(0, 1))).toBe(page);
  });
});
