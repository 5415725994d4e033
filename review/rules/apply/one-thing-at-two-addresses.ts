import { physicalIdentity } from "../../findings/physical-identity";
import type { Match, TransitionRule } from "../../findings/rule";
import type { ConfigurationIndex } from "../../plan/configuration-index";
import type { ResourceChange } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import { nameOf } from "../../resource-types/given/given";
import { locationOf, mayBeSame } from "../../subject/location";

/** One thing that is destroyed at one address and made at another in one plan: its `moved` block is missing. */
export const oneThingAtTwoAddresses: TransitionRule = {
  id: "one-thing-at-two-addresses",
  level: "high",
  why: "AWS has one thing of that name: Terraform finds it there or fails, and then destroys it; a moved block keeps it",
  transition: ({ changes, configuration }) => {
    const made = new Map<string, ResourceChange[]>();
    for (const change of changes) {
      const identity = change.action === "create" ? physicalIdentity(change, "after") : undefined;
      const key = keyOf(change, identity);
      if (identity !== undefined) made.set(key, [...(made.get(key) ?? []), change]);
    }
    return changes.flatMap((change) => {
      const identity = change.action === "delete" && made.size > 0 ? physicalIdentity(change, "before") : undefined;
      const again = made.get(keyOf(change, identity))?.find((other) => isSamePlace(change, other, configuration));
      return again && identity !== undefined ? [match(change, again, nameOf(identity[0] ?? ""))] : [];
    });
  },
};

function match({ address: from, type }: ResourceChange, { address: to }: ResourceChange, name: string): Match {
  const thing = resourceType(type).subject?.kind ?? type;
  return {
    where: from,
    what: `${from} is destroyed and ${to} made, and both are the ${thing} ${name}: write a moved block with from = ${from} and to = ${to}`,
  };
}

function isSamePlace(old: ResourceChange, made: ResourceChange, configuration: ConfigurationIndex): boolean {
  const kind = resourceType(old.type).subject?.kind ?? old.type;
  return mayBeSame(kind, locationOf("", old, "before", configuration), locationOf("", made, "after", configuration));
}

function keyOf({ type }: ResourceChange, identity: readonly string[] = []): string {
  return [type, ...identity].join("\n");
}
