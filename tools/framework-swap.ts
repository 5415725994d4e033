/** CDK Terrain's versions of the packages, as package.json asks for them. */
const PACKAGES: Readonly<Record<string, readonly [name: string, range: string]>> = {
  cdktf: ["cdktn", "^0.24.0"],
  "cdktf-cli": ["cdktn-cli", "^0.24.0"],
  "@cdktf/provider-aws": ["@cdktn/provider-aws", "^25.7.0"],
};

/**
 * A source of this project, or its package.json, with CDK Terrain for CDKTF: what it imports, what it depends on and the
 * command it runs. Folders and files keep their names, as they do in CDK Terrain.
 */
export function inCdkTerrain(source: string): string {
  const dependencies = Object.entries(PACKAGES).reduce(
    (text, [name, [renamed, range]]) =>
      text.replace(new RegExp(`"${name}": "[~^]?\\d[^"]*"`, "g"), `"${renamed}": "${range}"`),
    source,
  );
  return dependencies
    .replace(/\b(from |require\(|import\()"cdktf"/g, '$1"cdktn"')
    .replace(/"@cdktf\/provider-aws/g, '"@cdktn/provider-aws')
    .replace(/"cdktf (synth|diff|deploy)"/g, '"cdktn $1"');
}

/** Where two JSON values differ, by path. */
export function pathsThatDiffer(left: unknown, right: unknown, path = ""): readonly string[] {
  if (!isObject(left) || !isObject(right)) return left === right ? [] : [path];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) => pathsThatDiffer(left[name], right[name], path === "" ? name : `${path}.${name}`));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
