import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { articleComparison, withComparison } from "./article-comparison";

const project = join(__dirname, "..");
const readme = join(project, "README.md");

/** Prints the comparison with the article, or writes it into the README with `--write`. */
const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
const rows = JSON.parse(readFileSync(join(project, "__tests__", "cases", "article.json"), "utf8"));
if (values.write) writeFileSync(readme, withComparison(readFileSync(readme, "utf8"), rows));
else console.log(articleComparison(rows));
