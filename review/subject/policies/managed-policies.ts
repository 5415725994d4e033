import type { ConfigurationIndex } from "../../plan/configuration-index";
import type { ReferredResources } from "../../plan/referred-resources";
import { isChanged, type Moment, type ResourceChange, shown, shownText } from "../../plan/resource-change";
import { resourceType } from "../../resource-types/all-resource-types";
import type { AttachmentPlace } from "../../resource-types/resource-type";
import { MOMENTS, type Subject } from "../subject";
import type { PolicyContents } from "./policy-contents";

export type NamedPolicy =
  | { readonly kind: "arn"; readonly arn: string }
  | { readonly kind: "planned"; readonly policy: ResourceChange }
  | { readonly kind: "unknown"; readonly state: "unknown" | "sensitive" };

/** Who is given a policy, by which resource. */
interface Giving {
  readonly subject: Subject;
  readonly moment: Moment;
  readonly place: AttachmentPlace;
  readonly change: ResourceChange;
  readonly byHand?: true;
}

/** The plan's own managed policies, found by the ARN or the reference an attachment has for them. */
export class ManagedPolicies {
  private readonly byArn = new Map<string, ResourceChange>();
  /** By path and name, as the ARN of a policy that is yet to be created ends. */
  private readonly byPath = new Map<string, ResourceChange>();
  private readonly policies: ResourceChange[];
  private readonly reviewed: Readonly<Record<Moment, Set<ResourceChange>>> = { before: new Set(), after: new Set() };

  constructor(
    changes: readonly ResourceChange[],
    private readonly configuration: ConfigurationIndex,
    private readonly referredResources: ReferredResources,
    private readonly contents: PolicyContents,
  ) {
    this.policies = changes.filter(isManagedPolicy);
    for (const policy of this.policies) {
      for (const moment of MOMENTS) {
        const arn = shownText(policy, "arn", moment);
        if (arn !== undefined) this.byArn.set(arn, policy);
        const name = shownText(policy, "name", moment);
        if (name !== undefined) this.byPath.set(`policy${shownText(policy, "path", moment) ?? "/"}${name}`, policy);
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
    if (given.state === "sensitive") return [{ kind: "unknown", state: "sensitive" }];
    const referred = this.referred(change, attribute);
    return referred.length > 0 ? referred : [{ kind: "unknown", state: "unknown" }];
  }

  /** Gives someone a policy: as a source where the plan has its text, by its ARN where it has not. */
  give(policy: NamedPolicy, { subject, moment, place: { place, attribute }, change, byHand }: Giving): void {
    const { sources, attachments } = subject[moment];
    if (policy.kind === "unknown") sources.push({ place, change, attribute, content: { state: policy.state } });
    else if (this.has(policy, subject, moment, { place })) return;
    else if (policy.kind === "arn") attachments.push({ place, arn: policy.arn, change, ...(byHand && { byHand }) });
    else {
      const content = this.contents.ofManagedPolicy(policy.policy, moment);
      const named = byHand && { byHand: shownText(policy.policy, "arn", moment) ?? policy.policy.address };
      sources.push({ place, change: policy.policy, attribute: "policy", via: change, ...named, ...content });
    }
  }

  /** Whether someone has the policy already; what the plan holds of it is looked at then. */
  has(policy: NamedPolicy, subject: Subject, moment: Moment, { place }: Pick<AttachmentPlace, "place">): boolean {
    const { sources, attachments } = subject[moment];
    if (policy.kind === "unknown") return false;
    if (policy.kind === "arn") return attachments.some((other) => other.arn === policy.arn && other.place === place);
    this.reviewed[moment].add(policy.policy);
    return sources.some((other) => other.change === policy.policy && other.place === place);
  }

  /** Changed policies nobody in the plan keeps: whoever has them is not in it. */
  unreviewed(): ResourceChange[] {
    return this.policies.filter((policy) => {
      const inBoth = MOMENTS.every((moment) => policy[moment] === undefined || this.reviewed[moment].has(policy));
      return isChanged(policy) && !inBoth;
    });
  }

  private byItsArn(arn: string): NamedPolicy {
    const ofAnAccount = /^arn:aws[a-z-]*:iam::\d{12}:(policy\/.+)$/.exec(arn)?.[1];
    const policy = this.byArn.get(arn) ?? this.byPath.get(ofAnAccount ?? "");
    return policy ? { kind: "planned", policy } : { kind: "arn", arn };
  }

  private referred(change: ResourceChange, attribute: string): NamedPolicy[] {
    const references = this.configuration.references(change.declared, attribute);
    const found = references.flatMap((reference) => this.referredResources.find(reference, change));
    const policies = [...new Set(found.filter(isManagedPolicy))];
    return policies.map((policy) => ({ kind: "planned", policy }));
  }
}

function isManagedPolicy({ type, planned }: ResourceChange): boolean {
  return resourceType(type).managedPolicy !== undefined && planned.mode !== "data";
}
