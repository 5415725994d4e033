import { patternCovers, patternsOverlap } from "./pattern";

/** A set of names: what one pattern matches, less what others match (`NotAction`, `NotResource`, `NotPrincipal`). */
export interface Region {
  readonly include: string;
  readonly exclude: readonly string[];
}

/** Equal for equal regions. */
export function regionKey({ include, exclude }: Region): string {
  return exclude.length === 0 ? include : `${include}\u0001${exclude.join("\u0002")}`;
}

/** How the patterns of one dimension contain one another. */
export interface PatternOrder {
  covers(outer: string, inner: string): boolean;
  overlaps(first: string, second: string): boolean;
}

export const EVERYTHING: Region = { include: "*", exclude: [] };

/** Names that mean what they say, actions for example. */
export const PLAIN: PatternOrder = { covers: patternCovers, overlaps: patternsOverlap };

/** ARNs: IAM matches them part by part, so a pattern contains another only where it does so in each part. */
export const ARNS: PatternOrder = {
  covers: (outer, inner) => patternCovers(outer, inner) && partsCover(outer, inner),
  overlaps: patternsOverlap,
};

/** Principals, written `AWS:arn:…` or `Service:…`: an account contains its roles, a role its sessions. */
export const PRINCIPALS: PatternOrder = {
  covers: principalCovers,
  overlaps: (first, second) => principalCovers(first, second) || principalCovers(second, first),
};

export function regionCovers(order: PatternOrder, outer: Region, inner: Region): boolean {
  if (outer === inner) return true;
  return (
    order.covers(outer.include, inner.include) &&
    outer.exclude.every(
      (hole) =>
        !order.overlaps(hole, inner.include) || inner.exclude.some((innerHole) => order.covers(innerHole, hole)),
    )
  );
}

export function regionsOverlap(order: PatternOrder, first: Region, second: Region): boolean {
  return (
    order.overlaps(first.include, second.include) &&
    !first.exclude.some((hole) => order.covers(hole, second.include)) &&
    !second.exclude.some((hole) => order.covers(hole, first.include))
  );
}

function partsCover(outer: string, inner: string): boolean {
  if (outer === "*" || outer === inner) return true;
  const outerParts = arnParts(outer);
  const innerParts = arnParts(inner);
  return (
    outerParts.length === innerParts.length &&
    outerParts.every((part, index) => patternCovers(part, innerParts[index] ?? ""))
  );
}

/** The six parts of an ARN; the last keeps its colons. */
function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function principalCovers(outer: string, inner: string): boolean {
  if (outer === "*" || outer === inner) return true;
  if (outer.endsWith(":*")) return inner.startsWith(outer.slice(0, -1));
  const account = /^AWS:arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(outer)?.[1];
  if (account !== undefined) return new RegExp(`^AWS:arn:aws[a-z-]*:(iam|sts)::${account}:`).test(inner);
  const role = /^AWS:arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(outer);
  return role !== null && inner.startsWith(`AWS:arn:${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/`);
}
