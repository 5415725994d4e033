import { grouped } from "../../../aws/grouped";
import { isSamePlace, physicalIdentity, physicalKey } from "../../findings/physical-identity";
import type { Match, TransitionRule } from "../../findings/rule";
import type { ResourceChange } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import { nameOf } from "../../resource-types/given/given";

/** One thing that is destroyed at one address and made at another in one plan: its `moved` block is missing. */
export const oneThingAtTwoAddresses: TransitionRule = {
  id: "one-thing-at-two-addresses",
  level: "high",
  why: "AWS has one thing of that name: Terraform finds it there or fails, and then destroys it; a moved block keeps it",
  transition: ({ changes, configuration }) => {
    const created = changes.flatMap((change) => {
      const identity = change.action === "create" ? physicalIdentity(change, "after") : undefined;
      return identity === undefined ? [] : [{ change, key: physicalKey(change, identity) }];
    });
    if (created.length === 0) return [];
    const made = grouped(created, ({ key }) => key);
    return changes.flatMap((change) => {
      const identity = change.action === "delete" ? physicalIdentity(change, "before") : undefined;
      if (identity === undefined) return [];
      const again = made
        .get(physicalKey(change, identity))
        ?.find((other) => isSamePlace(change, "before", other.change, configuration));
      return again ? [match(change, again.change, nameOf(identity[0] ?? ""))] : [];
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
