import type { Match, TransitionRule } from "../../findings/rule";
import type { ResourceChange } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";

/** Something that holds data or messages is destroyed or replaced. */
export const dataLoss: TransitionRule = {
  id: "data-loss",
  level: "high",
  why: "what it holds is not kept: Terraform neither copies nor drains it",
  transition: ({ changes }) => changes.flatMap(lost),
};

function lost({ address, type, action, planned }: ResourceChange): Match[] {
  const loss = resourceType(type).loss;
  if (loss === undefined || planned.mode === "data") return [];
  if (action === "delete") return [{ where: address, what: `${address} is destroyed: ${loss}` }];
  if (action !== "replace") return [];
  const reasons = (planned.change.replace_paths ?? []).map((path) => path.join("."));
  const because = reasons.length > 0 ? ` (for ${reasons.join(", ")})` : "";
  return [{ where: address, what: `${address} is destroyed and made anew${because}: ${loss}` }];
}
