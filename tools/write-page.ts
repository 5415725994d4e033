import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundledPage } from "../review/render/page-script";

/** Writes the program of the review's page beside what is built, as text that no Node runs: the package has no bundler. */
writeFileSync(join(__dirname, "..", "dist", "review", "render", "page-bundle.txt"), bundledPage());
