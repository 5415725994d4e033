import { markdownTable, withSection } from "./markdown";

/** A request that the article's policies or ours are asked about, with the three answers. */
export interface ArticleRow {
  /** One of the two roles, a service, or the ARN of a user. */
  readonly who: string;
  readonly action: string;
  /** The resource in words. */
  readonly on: string;
  /** Its ARN, or the name of a role, whose ARN is another in the article than here. */
  readonly resource: string;
  /** Whether the resource is the service's own, or one that it has nothing to do with. */
  readonly place: "own" | "nearby";
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** What the article's policies as printed say. */
  readonly article: "allowed" | "denied";
  /** What the policies of dev say. */
  readonly ours: "allowed" | "denied";
  /** Which component really makes the request, or null where none does. */
  readonly calledBy: string | null;
  /** Where that is known from. */
  readonly source: string;
  /** Why the two answers differ, where they do. */
  readonly reason?: string;
  readonly evaluator?: "plain";
}

const ROLES: Readonly<Record<string, string>> = { executionRole: "execution role", taskRole: "task role" };

/** The page with the comparison between its markers. */
export function withComparison(page: string, rows: readonly ArticleRow[]): string {
  return withSection(page, "docs/article.md", "article", articleComparison(rows));
}

/** The comparison in Markdown: what it comes to in two sentences, and the table folded away below. */
export function articleComparison(rows: readonly ArticleRow[]): string {
  const header = ["who", "asks for", "on", "article", "ours", "who calls it, by which source", "why ours differs"];
  const body = rows.map(({ who, action, on, article, ours, calledBy, source, reason = "" }) => [
    ROLES[who] ?? `\`${who}\``,
    `\`${action}\``,
    on,
    article,
    ours === article ? ours : `**${ours}**`,
    `${calledBy ?? "nobody"} (${source})`,
    reason,
  ]);
  const table = markdownTable(header, body);
  const folded = ["<details>", "<summary>Request by request</summary>", "", table, "", "</details>"];
  return [summary(rows), "", ...folded].join("\n");
}

function summary(rows: readonly ArticleRow[]): string {
  const lacking = rows.filter(({ article, calledBy }) => article === "denied" && calledBy !== null).length;
  const needless = rows.filter(({ article, calledBy }) => article === "allowed" && calledBy === null).length;
  return (
    `${rows.length} requests: the article's policies deny ${lacking} that the service makes, and allow ${needless} that ` +
    "it never makes. Ours allow what it makes and nothing else of these."
  );
}
