import { hasWildcard, patternCovers } from "./pattern";
import type { Region } from "./region";

/** Whether an action, or a wildcard that stands for itself, is in a region. In lower case. */
export function coversAction({ include, exclude }: Region, action: string): boolean {
  return patternCovers(include, action) && !exclude.some((hole) => patternCovers(hole, action));
}

/** The actions of a clause, so that single ones are found at once. */
export class ActionSet {
  private readonly names = new Set<string>();
  private readonly byService = new Map<string, string[]>();
  private readonly regions: Region[] = [];
  private readonly found = new Map<readonly string[], readonly string[]>();

  constructor(actions: readonly Region[]) {
    for (const region of actions) {
      const { include, exclude } = region;
      const service = include.slice(0, include.indexOf(":") + 1);
      if (!hasWildcard(include)) this.names.add(include);
      else if (exclude.length > 0 || service === "" || hasWildcard(service)) this.regions.push(region);
      else this.byService.set(service, [...(this.byService.get(service) ?? []), include]);
    }
  }

  has(action: string): boolean {
    if (this.names.has(action)) return true;
    for (const region of this.regions) if (coversAction(region, action)) return true;
    if (this.byService.size === 0) return false;
    const patterns = this.byService.get(action.slice(0, action.indexOf(":") + 1)) ?? [];
    for (const pattern of patterns) if (patternCovers(pattern, action)) return true;
    return false;
  }

  /** Which of some actions it has: of one list it remembers them. */
  among(actions: readonly string[]): readonly string[] {
    const known = this.found.get(actions) ?? actions.filter((action) => this.has(action));
    this.found.set(actions, known);
    return known;
  }
}
