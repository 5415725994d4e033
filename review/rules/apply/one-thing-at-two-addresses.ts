import type { Match, TransitionRule } from "../../findings/rule";
import type { ConfigurationIndex } from "../../plan/configuration-index";
import { type Moment, type ResourceChange, shownText } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import { locationOf, mayBeSame } from "../../subject/location";

/** One thing that is destroyed at one address and made at another in one plan: its `moved` block is missing. */
export const oneThingAtTwoAddresses: TransitionRule = {
  id: "one-thing-at-two-addresses",
  level: "high",
  why: "AWS has one thing of that name: Terraform finds it there or fails, and then destroys it; a moved block keeps it",
  transition: ({ changes, configuration }) => {
    const made = new Map<string, ResourceChange[]>();
    for (const change of changes) {
      const identity = change.action === "create" ? identityOf(change, "after") : undefined;
      if (identity !== undefined) made.set(identity, [...(made.get(identity) ?? []), change]);
    }
    return changes.flatMap((change) => {
      const identity = change.action === "delete" && made.size > 0 ? identityOf(change, "before") : undefined;
      const again = made.get(identity ?? "")?.find((other) => isSamePlace(change, other, configuration));
      return again && identity !== undefined ? [match(change, again)] : [];
    });
  },
};

function match({ address: from, type, planned }: ResourceChange, { address: to }: ResourceChange): Match {
  const thing = resourceType(type).subject?.kind ?? type;
  const name = planned.change.before?.name ?? planned.change.before?.bucket;
  return {
    where: from,
    what: `${from} is destroyed and ${to} made, and both are the ${thing}${name ? ` ${name}` : ""}: write a moved block with from = ${from} and to = ${to}`,
  };
}

/** What AWS knows the resource by: its name, or whose policy it is and which. */
function identityOf(change: ResourceChange, moment: Moment): string | undefined {
  const { subject, policies = [], attachments = [], nameLimits = [] } = resourceType(change.type);
  const owners = [...policies, ...attachments].flatMap((place) => place.subject ?? []);
  const names = [...(subject?.names.slice(0, 1) ?? []), ...nameLimits.map(({ attribute }) => attribute)];
  const kept = [...new Set([...owners, ...names, ...attachments.map(({ attribute }) => attribute)])];
  if (kept.length === 0) return undefined;
  const values = kept.map((attribute) => shownText(change, attribute, moment));
  return values.includes(undefined) ? undefined : [change.type, ...values].join("\n");
}

function isSamePlace(old: ResourceChange, made: ResourceChange, configuration: ConfigurationIndex): boolean {
  const kind = resourceType(old.type).subject?.kind ?? old.type;
  return mayBeSame(kind, locationOf("", old, "before", configuration), locationOf("", made, "after", configuration));
}
