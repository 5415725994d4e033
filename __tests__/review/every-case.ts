import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Plan } from "../../review/plan/plan";
import { planFiles } from "./plan-files";
import { plan } from "./run";

/** A plan of middling size with a bit of everything: the changes of every case's plan, each in a module of its own. */
export function everyCase(): string {
  const changes = planFiles()
    .filter((path) => basename(path) === "after.plan.json")
    .flatMap((path) => {
      const { resource_changes = [] } = JSON.parse(readFileSync(path, "utf8")) as Plan;
      const module = basename(dirname(path)).replaceAll("-", "_");
      return resource_changes.map((change) => ({ ...change, address: `module.${module}.${change.address}` }));
    });
  return plan(changes);
}
