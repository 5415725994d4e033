import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const PROJECT = join(__dirname, "..");

/** The command that synthesizes, with the loader that every contender "with the same loader" uses. */
export const APP_COMMAND: string = JSON.parse(readFileSync(join(PROJECT, "cdktf.json"), "utf8")).app;

/** The same without the file that tells V8 of flags before the app is loaded. */
export const PLAIN_COMMAND = APP_COMMAND.replace(" commands/optimize-late.ts", "").replace(
  " --require ./cdktf.out/optimize-late.js",
  "",
);

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own for a contender, with the packages it needs. */
export class WorkFolder {
  readonly path = mkdtempSync(join(tmpdir(), "bench-"));

  /** @param modules whose packages: the project's, those of the bench, or none */
  constructor(modules: "project" | "bench" | "none" = "project") {
    const owner = { project: PROJECT, bench: __dirname, none: undefined }[modules];
    if (owner) symlinkSync(join(owner, "node_modules"), join(this.path, "node_modules"));
    folders.push(this.path);
  }

  /** Copies files or folders of the project. */
  copy(...sources: readonly string[]): this {
    for (const source of sources) cpSync(join(PROJECT, source), join(this.path, source), { recursive: true });
    return this;
  }

  write(file: string, content: string): this {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), content);
    return this;
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), "utf8");
  }
}
