import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative, resolve } from "node:path";

const PROJECT = resolve(__dirname, "..");
const SOURCES = [
  "aws",
  "cdktf.json",
  "commands",
  "constructs",
  "main.ts",
  "module",
  "package.json",
  "review",
  "testing",
  "tools",
];

const ARTICLE_SERVICE = join(PROJECT, "__tests__", "article-service");

/**
 * A copy of the project's sources in a folder of its own, to synthesize from and to edit. Its `stacks/` are the article's
 * service as it was when the tests were written, so that nobody's changes to the project's own turn them red.
 */
export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "project-copy-"));

  constructor() {
    for (const source of SOURCES) cpSync(join(PROJECT, source), join(this.folder, source), { recursive: true });
    mkdirSync(join(this.folder, "stacks"));
    for (const file of readdirSync(ARTICLE_SERVICE)) {
      const text = readFileSync(join(ARTICLE_SERVICE, file), "utf8").replace('"../../constructs"', '"../constructs"');
      writeFileSync(join(this.folder, "stacks", file), text);
    }
    symlinkSync(join(PROJECT, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Replaces a text in a file, as a user's editor would; it must be there. */
  edit(file: string, before: string, after: string): void {
    const path = join(this.folder, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(before)) throw new Error(`${file} has no '${before}'`);
    writeFileSync(
      path,
      text.replace(before, () => after),
    );
  }

  /** Writes a file anew. */
  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Runs the app with cdktf.json's own command. */
  synthesize(): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const { app } = JSON.parse(readFileSync(join(this.folder, "cdktf.json"), "utf8")) as { app: string };
    const PATH = [join(PROJECT, "node_modules/.bin"), process.env.PATH].join(delimiter);
    return spawnSync(app, { shell: true, cwd: this.folder, encoding: "utf8", env: { ...process.env, PATH } });
  }

  /** Every file of every stack, by its path below cdktf.out. */
  output(): Readonly<Record<string, string>> {
    const outdir = join(this.folder, "cdktf.out");
    const files = readdirSync(join(outdir, "stacks"), { recursive: true, encoding: "utf8" }).map((name) =>
      join(outdir, "stacks", name),
    );
    const contents = files
      .filter((file) => statSync(file).isFile())
      .map((file) => [relative(outdir, file), readFileSync(file, "utf8")]);
    return Object.fromEntries(contents);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
