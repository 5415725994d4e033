import type { ConfigurationIndex } from "../plan/configuration-index";
import type { ReferredResources } from "../plan/referred-resources";
import { type Moment, type ResourceChange, shown, shownText } from "../plan/resource-change";
import { resourceType, typesOf } from "../resource-types/all-resource-types";
import { type Location, locationOf, mayBeSame } from "./location";
import { MOMENTS } from "./subject";
import { subjectName } from "./subject-name";

export interface NamedSubject {
  readonly key: string;
  readonly name: string;
  readonly location: Location;
  readonly resource?: ResourceChange | undefined;
}

/** How far a reference is followed over resources that are no subject: an alias to its key. */
const MAX_STEPS = 5;

/** Finds out whom a resource speaks of: by the name it gives, or by what its configuration refers to. */
export class SubjectResolver {
  private readonly byName = new Map<string, NamedSubject[]>();
  /** Those that are the same before and after. */
  private readonly ofResources = new Map<ResourceChange, NamedSubject>();

  constructor(
    changes: readonly ResourceChange[],
    private readonly configuration: ConfigurationIndex,
    private readonly referred: ReferredResources,
  ) {
    for (const change of changes) {
      const naming = resourceType(change.type).subject;
      if (!naming || change.planned.mode === "data") continue;
      for (const moment of MOMENTS) {
        for (const attribute of naming.names) {
          const name = shownText(change, attribute, moment);
          if (name !== undefined)
            this.remember(naming.kind, subjectName(naming.kind, name), this.itself(change, moment));
        }
      }
    }
  }

  /** Usually one; the plural attributes of `aws_iam_policy_attachment` name several. */
  resolve(kind: string, change: ResourceChange, attribute: string | undefined, moment: Moment): NamedSubject[] {
    if (attribute === undefined) return [this.itself(change, moment)];
    const given = shown(change, attribute, moment);
    if (given.state === "absent") return [];
    if (given.state === "known") {
      const names = Array.isArray(given.value) ? given.value : [given.value];
      return names.flatMap((name) => (typeof name === "string" ? [this.named(kind, change, name, moment)] : []));
    }
    return this.referredTo(kind, change, attribute, moment);
  }

  /** A resource that is replaced under another name is someone else afterwards. */
  private itself(change: ResourceChange, moment: Moment): NamedSubject {
    const known = this.ofResources.get(change);
    if (known) return known;
    const [before, after] = MOMENTS.map((each) => nameOf(change, each));
    const isRenamed = change.action === "replace" && before !== undefined && after !== undefined && before !== after;
    if (isRenamed)
      return this.someone(`${change.address}\n${moment}`, moment === "before" ? before : after, change, moment);
    const at = change.after === undefined ? "before" : "after";
    const subject = this.someone(change.address, after ?? before ?? change.address, change, at);
    this.ofResources.set(change, subject);
    return subject;
  }

  private someone(key: string, name: string, change: ResourceChange, moment: Moment): NamedSubject {
    return { key, name, location: locationOf(name, change, moment, this.configuration), resource: change };
  }

  private named(kind: string, change: ResourceChange, text: string, moment: Moment): NamedSubject {
    const name = subjectName(kind, text);
    const location = locationOf(text, change, moment, this.configuration);
    const same =
      this.byName.get(nameKey(kind, name))?.filter((other) => mayBeSame(kind, location, other.location)) ?? [];
    const there = same.filter(({ resource }) => resource?.[moment] !== undefined);
    const found = there.length > 0 ? there : same;
    // A resource the configuration no longer has does not say whose provider it was: only one of that name can be meant.
    const isCertain = location.provider !== undefined || found.length === 1;
    if (found[0] && isCertain) return found[0];
    const key = [kind, name, location.region, location.account, location.provider].join("\n");
    return this.remember(kind, name, { key, name, location });
  }

  private remember(kind: string, name: string, subject: NamedSubject): NamedSubject {
    const key = nameKey(kind, name);
    const known = this.byName.get(key);
    if (!known) this.byName.set(key, [subject]);
    else if (!known.some((other) => other.key === subject.key)) known.push(subject);
    return subject;
  }

  private referredTo(kind: string, change: ResourceChange, attribute: string, moment: Moment): NamedSubject[] {
    const references = this.configuration.references(change.declared, attribute);
    const followed = references.flatMap((reference) => this.follow(kind, reference, change, moment, 0));
    const found = followed.length > 0 ? followed : this.behindLocals(kind, references, change, moment);
    if (found.length > 0) return [...new Map(found.map((subject) => [subject.key, subject])).values()];
    const name = references.length > 0 ? references.join(" or ") : `unknown (${change.address})`;
    const location = locationOf("", change, moment, this.configuration);
    return [{ key: [kind, name, location.provider].join("\n"), name, location }];
  }

  /** A local value is not in a plan: it is taken for the only thing of the kind that its module has, or is given. */
  private behindLocals(
    kind: string,
    references: readonly string[],
    change: ResourceChange,
    moment: Moment,
  ): NamedSubject[] {
    return references.flatMap((reference) => {
      const own = typesOf(kind).flatMap((type) => this.configuration.besideLocal(reference, type));
      const candidates = own.length > 0 ? own : this.configuration.givenBesideLocal(reference);
      const found = candidates.flatMap((each) => this.follow(kind, each, change, moment, 0));
      return new Set(found.map(({ key }) => key)).size === 1 ? found.slice(0, 1) : [];
    });
  }

  /** A reference to something of another kind is followed to what that refers to: a key's alias, a bucket's settings. */
  private follow(kind: string, reference: string, from: ResourceChange, moment: Moment, step: number): NamedSubject[] {
    return this.referred.find(reference, from).flatMap((resource) => {
      const naming = resourceType(resource.type).subject;
      if (naming?.kind === kind) return this.ofResource(kind, resource, naming.names, moment);
      if (step >= MAX_STEPS || naming !== undefined) return [];
      const attribute = reference.slice(reference.lastIndexOf(".") + 1);
      const direct = shownText(resource, attribute, moment);
      if (direct !== undefined && this.configuration.sets(resource.declared, attribute))
        return [this.named(kind, resource, direct, moment)];
      const further = this.configuration.sets(resource.declared, attribute)
        ? this.configuration.references(resource.declared, attribute)
        : this.configuration.allReferences(resource.declared);
      return further.flatMap((next) => this.follow(kind, next, resource, moment, step + 1));
    });
  }

  /** A data source that is read at apply names someone by what it looks up. */
  private ofResource(kind: string, resource: ResourceChange, names: readonly string[], moment: Moment): NamedSubject[] {
    if (resource.planned.mode !== "data") return [this.itself(resource, moment)];
    const [name] = names.flatMap((attribute) => shownText(resource, attribute, "after") ?? []);
    return name === undefined ? [] : [this.named(kind, resource, name, moment)];
  }
}

function nameOf(change: ResourceChange, moment: Moment): string | undefined {
  const names = resourceType(change.type).subject?.names ?? ["name"];
  return names.flatMap((name) => shownText(change, name, moment) ?? [])[0];
}

function nameKey(kind: string, name: string): string {
  return `${kind}\n${name}`;
}
