import type { ConfigurationIndex } from "../plan/configuration-index";
import { isChanged, type Moment, type ResourceChange, shown, shownText } from "../plan/resource-change";
import { MOMENTS } from "./subject";

export type NamedPolicy =
  | { readonly kind: "arn"; readonly arn: string }
  | { readonly kind: "planned"; readonly policy: ResourceChange }
  | { readonly kind: "unknown" };

/** The plan's own managed policies, found by the ARN or the reference an attachment has for them. */
export class ManagedPolicies {
  private readonly byArn = new Map<string, ResourceChange>();
  private readonly byDeclared = new Map<string, ResourceChange[]>();
  private readonly policies: ResourceChange[];
  private readonly reviewed: Readonly<Record<Moment, Set<ResourceChange>>> = { before: new Set(), after: new Set() };

  constructor(
    changes: readonly ResourceChange[],
    private readonly configuration: ConfigurationIndex,
  ) {
    this.policies = changes.filter(({ type, planned }) => type === "aws_iam_policy" && planned.mode !== "data");
    for (const policy of this.policies) {
      push(this.byDeclared, policy.declared, policy);
      for (const moment of MOMENTS) {
        const arn = shownText(policy, "arn", moment);
        if (arn !== undefined) this.byArn.set(arn, policy);
      }
    }
  }

  /** The policies an attribute names: one ARN, or a list of them. */
  named(change: ResourceChange, attribute: string, moment: Moment): NamedPolicy[] {
    const given = shown(change, attribute, moment);
    if (given.state === "absent") return [];
    if (given.state === "known") {
      const arns = Array.isArray(given.value) ? given.value : [given.value];
      return arns.flatMap((arn) => (typeof arn === "string" ? [this.byItsArn(arn)] : this.referred(change, attribute)));
    }
    const referred = this.referred(change, attribute);
    return referred.length > 0 ? referred : [{ kind: "unknown" }];
  }

  markReviewed(policy: ResourceChange, moment: Moment): void {
    this.reviewed[moment].add(policy);
  }

  /** Changed policies nobody in the plan keeps: whoever has them is not in it. */
  unreviewed(): ResourceChange[] {
    return this.policies.filter((policy) => {
      const inBoth = MOMENTS.every((moment) => policy[moment] === undefined || this.reviewed[moment].has(policy));
      return isChanged(policy) && !inBoth;
    });
  }

  private byItsArn(arn: string): NamedPolicy {
    const policy = this.byArn.get(arn);
    return policy ? { kind: "planned", policy } : { kind: "arn", arn };
  }

  private referred(change: ResourceChange, attribute: string): NamedPolicy[] {
    const references = this.configuration.references(change.declared, attribute);
    const policies = references.flatMap((reference) => {
      const declared = /^((?:module\.[^.]+\.)*aws_iam_policy\.[^.[]+)/.exec(reference)?.[1];
      const candidates = declared === undefined ? [] : (this.byDeclared.get(declared) ?? []);
      const own = candidates.filter(({ planned }) => planned.index === change.planned.index);
      return own.length > 0 ? own : candidates;
    });
    return policies.map((policy) => ({ kind: "planned", policy }));
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
