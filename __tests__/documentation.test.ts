import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What TypeDoc knows of a name, as far as it is read here. */
interface Reflection {
  readonly name: string;
  readonly kind: number;
  readonly variant: string;
  readonly comment?: object;
  readonly children?: readonly Reflection[];
  readonly signatures?: readonly Reflection[];
  readonly getSignature?: Reflection;
  readonly type?: { readonly declaration?: Reflection };
}

const folder = mkdtempSync(join(tmpdir(), "documentation-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** TypeDoc's number for a namespace: `export * as access` says nothing itself, its members do. */
const NAMESPACE = 4;

/** Every declaration below one, by its path, with whether it is documented. */
function declarations({ children = [] }: Reflection, path = ""): readonly [path: string, documented: boolean][] {
  return children
    .filter(({ name, variant }) => variant === "declaration" && name !== "constructor")
    .flatMap((child) => {
      const { name, kind, comment, signatures = [], getSignature } = child;
      const documented = [
        kind === NAMESPACE,
        comment,
        getSignature?.comment,
        ...signatures.map((signature) => signature.comment),
      ];
      const own: [string, boolean] = [`${path}${name}`, documented.some(Boolean)];
      return [own, ...declarations(child, `${path}${name}.`)];
    });
}

describe("the documentation of the public names", () => {
  const json = join(folder, "api.json");
  // Fails by itself where a name, or a link, is not documented: treatValidationWarningsAsErrors.
  execFileSync("npm", ["exec", "--workspace", "docs", "--", "typedoc", "--json", json], {
    cwd: resolve(__dirname, ".."),
    stdio: "pipe",
  });
  const names = declarations(JSON.parse(readFileSync(json, "utf8")));

  it("covers every export of constructs/index.ts", () => {
    const index = readFileSync(resolve(__dirname, "../constructs/index.ts"), "utf8");
    const exported = [...index.matchAll(/^export (?:type )?\{([^}]+)\}|^export \* as (\w+)/gm)].flatMap(
      ([, list, namespace]) =>
        namespace
          ? [namespace]
          : (list ?? "")
              .split(",")
              .map((name) => name.replace("type", "").trim())
              .filter((name) => name !== ""),
    );
    expect(exported.length).toBeGreaterThan(50);
    expect(
      names
        .filter(([name]) => !name.includes("."))
        .map(([name]) => name)
        .sort(),
    ).toEqual(exported.sort());
  });

  it("leaves none of them, and none of their members, undocumented", () => {
    expect(names.length).toBeGreaterThan(300);
    expect(names.filter(([, documented]) => !documented).map(([name]) => name)).toEqual([]);
  });
});
