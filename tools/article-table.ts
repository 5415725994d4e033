import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { articleComparison, withComparison } from "./article-comparison";

const project = join(__dirname, "..");
const page = join(project, "docs", "article.md");

/** Prints the comparison with the article, or writes it into its page with `--write`. */
const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const rows = JSON.parse(readFileSync(join(project, "__tests__", "cases", "article.json"), "utf8"));
if (values.write) writeFileSync(page, withComparison(readFileSync(page, "utf8"), rows));
else console.log(articleComparison(rows));
