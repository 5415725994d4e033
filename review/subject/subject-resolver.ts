import type { ConfigurationIndex } from "../plan/configuration-index";
import { type Moment, type ResourceChange, shown, shownText } from "../plan/resource-change";
import { resourceType } from "../resource-types/all-resource-types";
import { MOMENTS } from "./subject";
import { subjectName } from "./subject-name";

export interface NamedSubject {
  readonly key: string;
  readonly name: string;
  readonly resource?: ResourceChange | undefined;
}

/** Finds out whom a resource speaks of: by the name it gives, or by what its configuration refers to. */
export class SubjectResolver {
  private readonly byName = new Map<string, NamedSubject>();
  /** By kind and name alone: a resource that is destroyed no longer says whose provider it was. */
  private readonly byBareName = new Map<string, ResourceChange[]>();
  private readonly byDeclared = new Map<string, ResourceChange[]>();

  constructor(
    changes: readonly ResourceChange[],
    private readonly configuration: ConfigurationIndex,
  ) {
    for (const change of changes) {
      const naming = resourceType(change.type).subject;
      if (!naming) continue;
      push(this.byDeclared, change.declared, change);
      for (const moment of MOMENTS) {
        for (const attribute of naming.names) {
          const name = shownText(change, attribute, moment);
          if (name === undefined) continue;
          const own = subjectName(naming.kind, name);
          const key = this.key(naming.kind, change, own);
          if (!this.byName.has(key)) this.byName.set(key, itself(change));
          const bare = `${naming.kind}\n${own}`;
          if (!this.byBareName.get(bare)?.includes(change)) push(this.byBareName, bare, change);
        }
      }
    }
  }

  /** Usually one; the plural attributes of `aws_iam_policy_attachment` name several. */
  resolve(kind: string, change: ResourceChange, attribute: string | undefined, moment: Moment): NamedSubject[] {
    if (attribute === undefined) return [itself(change)];
    const given = shown(change, attribute, moment);
    if (given.state === "absent") return [];
    if (given.state === "known") {
      const names = Array.isArray(given.value) ? given.value : [given.value];
      return names.flatMap((name) => (typeof name === "string" ? [this.named(kind, change, name)] : []));
    }
    return this.referred(kind, change, attribute);
  }

  private named(kind: string, change: ResourceChange, text: string): NamedSubject {
    const name = subjectName(kind, text);
    const key = this.key(kind, change, name);
    return this.byName.get(key) ?? this.onlyOne(kind, change, name) ?? { key, name };
  }

  private onlyOne(kind: string, change: ResourceChange, name: string): NamedSubject | undefined {
    if (this.configuration.declares(change.declared)) return undefined;
    const [only, ...others] = this.byBareName.get(`${kind}\n${name}`) ?? [];
    return only && others.length === 0 ? itself(only) : undefined;
  }

  private referred(kind: string, change: ResourceChange, attribute: string): NamedSubject[] {
    const references = this.configuration.references(change.declared, attribute);
    const resources = references.flatMap((reference) => this.referredResources(reference, change));
    if (resources.length > 0) return resources.map(itself);
    const name = references[0] ?? `unknown (${change.address})`;
    return [{ key: this.key(kind, change, name), name }];
  }

  /** Of several instances of what is referred to, the one with the referring resource's own index. */
  private referredResources(reference: string, from: ResourceChange): ResourceChange[] {
    const declared = /^((?:module\.[^.]+\.)*[a-z0-9_]+\.[^.[]+)/.exec(reference)?.[1];
    const candidates = declared === undefined ? [] : (this.byDeclared.get(declared) ?? []);
    if (candidates.length < 2) return candidates;
    const index = reference.slice(declared?.length ?? 0).match(/^\[([^\]]+)\]/)?.[1];
    const named = index === undefined ? [] : candidates.filter(({ address }) => address.endsWith(`[${index}]`));
    if (named.length > 0) return named;
    const own = candidates.filter(({ planned }) => planned.index === from.planned.index);
    const sameModule = own.filter(({ planned }) => planned.module_address === from.planned.module_address);
    return sameModule.length > 0 ? sameModule : own.length > 0 ? own : candidates;
  }

  private key(kind: string, change: ResourceChange, name: string): string {
    return [this.configuration.provider(change.declared), kind, name].join("\n");
  }
}

function itself(change: ResourceChange): NamedSubject {
  const names = resourceType(change.type).subject?.names ?? ["name"];
  const known = names.flatMap((name) => shownText(change, name, "after") ?? shownText(change, name, "before") ?? []);
  return { key: change.address, name: known[0] ?? change.address, resource: change };
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
