import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The page's program in one piece: as the package's build has left it, or bundled now where the sources run. */
export function pageScript(): string {
  const built = join(__dirname, "page-bundle.txt");
  return existsSync(built) ? readFileSync(built, "utf8") : bundledPage();
}

/** Bundles the program. The bundler is for development alone: the built package has the bundle. */
export function bundledPage(): string {
  const { buildSync } = require("esbuild") as typeof import("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "page", "main.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
  });
  return outputFiles[0]?.text ?? "";
}
