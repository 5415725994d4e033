import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Consumer } from "./consumer";
import { packInto } from "./packed-package";

/**
 * Installs the packed tarball from the registry into empty folders, beside the lowest and the newest versions that its peer
 * ranges allow, type-checks with two majors of TypeScript, runs the tests of permissions in Jest and in Vitest, and
 * synthesizes; all must give the same Terraform JSON.
 */
const { peerDependencies } = JSON.parse(readFileSync(resolve(__dirname, "../package.json"), "utf8"));
const ranges = Object.entries<string>(peerDependencies);
const peers = {
  lowest: ranges.map(([name, range]) => `${name}@${/\d+\.\d+\.\d+/.exec(range)?.[0]}`),
  newest: ranges.map(([name, range]) => `${name}@${range}`),
};

const tarballs = mkdtempSync(join(tmpdir(), "test-consumers-"));
const tarball = join(tarballs, packInto(tarballs).filename);
const results: unknown[] = [];

for (const [which, packages] of Object.entries(peers)) {
  results.push(
    stackOf("consumer-javascript", [...packages, "jest@30", "vitest@3"], (consumer) => {
      consumer.run("npm", "run", "test:jest");
      consumer.run("npm", "run", "test:vitest");
    }),
    ...["7", "6"].map((major) =>
      stackOf("consumer-typescript", [...packages, `typescript@${major}`, "@types/node@20"], (consumer) =>
        consumer.run("npx", "tsc"),
      ),
    ),
  );
  console.log(`${which}: ${packages.join(", ")}: installed, type-checked and synthesized`);
}
rmSync(tarballs, { recursive: true });

const [first] = results;
if (!results.every((result) => isDeepStrictEqual(result, first))) throw new Error("the synthesized JSON differs");
console.log(`${results.length} times the same Terraform JSON`);

function stackOf(example: string, packages: readonly string[], build: (consumer: Consumer) => void): unknown {
  const consumer = new Consumer(example);
  try {
    consumer.install(tarball, packages);
    build(consumer);
    consumer.run("npm", "run", "synth");
    return consumer.stack("test");
  } finally {
    consumer.remove();
  }
}
