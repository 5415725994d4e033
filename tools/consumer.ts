import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const PROJECT = resolve(__dirname, "..");

/** The compilers that consumers' types are checked with: the current major, and the one before it, which TypeDoc uses. */
export const COMPILERS: Readonly<Record<string, string>> = {
  current: compilerOf(PROJECT),
  previous: compilerOf(join(PROJECT, "docs")),
};

/** One of the examples, alone in a folder that has nothing of this project but its tarball. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), "consumer-"));

  constructor(example: string) {
    cpSync(join(PROJECT, "examples", example), this.folder, { recursive: true });
  }

  /**
   * Unpacks the tarball as npm would, and links what it declares: its dependencies and its peers. What it does not declare
   * is not found, unlike in the project's own folder.
   */
  link(tarball: string): void {
    const installed = join(this.folder, "node_modules", "ecs-role-pair");
    mkdirSync(installed, { recursive: true });
    execFileSync("tar", ["--extract", "--gzip", "--strip-components=1", "--file", tarball, "--directory", installed]);
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), "@types/node"]) {
      const link = join(this.folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(PROJECT, "node_modules", name), link);
    }
  }

  /** Installs the tarball and these packages, `cdktf@0.21.0` for example, from the registry. */
  install(tarball: string, packages: readonly string[]): void {
    this.run("npm", "install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", tarball, ...packages);
  }

  /** Replaces a text in a file, as its author would; it must be there. */
  replace(file: string, before: string, after: string): void {
    const path = join(this.folder, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(before)) throw new Error(`${file} has no '${before}'`);
    writeFileSync(path, text.replace(before, after));
  }

  /** Runs a program in the folder and gives what it printed. */
  run(program: string, ...args: readonly string[]): string {
    return execFileSync(program, args, { cwd: this.folder, encoding: "utf8", stdio: "pipe", maxBuffer: 1 << 26 });
  }

  /** The Terraform JSON of a stack that the example synthesized. */
  stack(name: string): Readonly<Record<string, unknown>> {
    return JSON.parse(readFileSync(join(this.folder, "cdktf.out", "stacks", name, "cdk.tf.json"), "utf8"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function compilerOf(folder: string): string {
  return join(dirname(require.resolve("typescript/package.json", { paths: [folder] })), "bin", "tsc");
}
