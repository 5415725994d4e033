import { readFileSync } from "node:fs";
import { join } from "node:path";
import { articleComparison } from "./article-comparison";

const file = join(__dirname, "..", "__tests__", "cases", "article.json");
console.log(articleComparison(JSON.parse(readFileSync(file, "utf8"))));
