import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

/** What `npm pack --json` says of a package. */
export interface PackedPackage {
  readonly filename: string;
  /** In bytes. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

const PROJECT = resolve(__dirname, "..");
const GENERATED = new Set(["node_modules", "cdktf.out", "dist", "coverage", ".git"]);

/**
 * Packs the project into a folder, as `npm publish` would: `prepack` builds first. It does so in a copy, which proves that
 * nothing but the sources is needed and leaves the project's own `dist/` to whoever is using it.
 */
export function packInto(destination: string): PackedPackage {
  const copy = mkdtempSync(join(tmpdir(), "packed-package-"));
  try {
    cpSync(PROJECT, copy, { recursive: true, filter: (source) => !GENERATED.has(basename(source)) });
    symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
    const output = execFileSync("npm", ["pack", "--json", "--pack-destination", destination], {
      cwd: copy,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      stdio: "pipe",
    });
    return packedFrom(output);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What the scripts of `prepack` print may come before npm's own JSON. */
function packedFrom(output: string): PackedPackage {
  const [packed] = JSON.parse(output.slice(output.search(/^\[$/m))) as readonly PackedPackage[];
  if (!packed) throw new Error(`npm pack packed nothing:\n${output}`);
  return packed;
}
