import { grouped } from "../../aws/grouped";
import type { ConfigurationIndex } from "./configuration-index";
import { type ResourceChange, shown, withoutIndices } from "./resource-change";

/** The resource at the head of a reference, with the indices it gives: `module.a["x"].aws_sqs_queue.b[0]`. */
const RESOURCE =
  /^((?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*(?:data\.)?[a-z0-9_]+\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?)/;
/** The modules it is in. */
const MODULES = /^(?:module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*/;
const STEPS = /([^.[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g;

/** A resource by its place: {@link ResourceChange} is one. */
interface Addressed {
  readonly address: string;
  readonly declared: string;
}

/** Where a plan says what an expression refers to. */
export interface ReferenceFinder<T extends Addressed = ResourceChange> {
  readonly configuration: Pick<ConfigurationIndex, "references">;
  readonly referred: ReferredResources<T>;
}

/** The resources and data sources that an attribute, or an expression within it, refers to, each once. */
export function resourcesReferredTo<T extends Addressed>(
  { configuration, referred }: ReferenceFinder<T>,
  from: Addressed,
  path: readonly (string | number)[],
): readonly T[] {
  const references = configuration.references(from.declared, ...path);
  return [...new Set(references.flatMap((reference) => referred.find(reference, from)))];
}

/** Finds the resources and data sources of a plan that a reference in the configuration means. */
export class ReferredResources<T extends Addressed = ResourceChange> {
  private indexed: ReadonlyMap<string, readonly T[]> | undefined;

  constructor(private readonly changes: readonly T[]) {}

  /** Of several instances, those the reference names, then the nearest to the referring one, then those of its own key. */
  find(reference: string, from: Addressed): readonly T[] {
    const resource = RESOURCE.exec(reference)?.[1];
    const instances = resource === undefined ? undefined : this.byDeclared().get(withoutIndices(resource));
    if (resource === undefined || instances === undefined) return [];
    if (instances.length < 2) return instances;
    const named = instances.filter(({ address }) => agree(steps(resource), steps(address)));
    return ofSameKey(nearest(named, from), from);
  }

  /** Whether the plan has what a reference stands for; undefined where it does not say, of a local value for example. */
  isKnown(this: ReferredResources, reference: string, from: Addressed): boolean | undefined {
    const resource = RESOURCE.exec(reference)?.[1];
    const found = this.find(reference, from);
    if (resource === undefined || found.length === 0) return undefined;
    const attribute = /^\.(\w+)/.exec(reference.slice(resource.length))?.[1];
    return found.every((each) =>
      attribute === undefined ? isWhole(each) : shown(each, attribute, "after").state !== "unknown",
    );
  }

  /** Few plans need it: in most, every name is known. */
  private byDeclared(): ReadonlyMap<string, readonly T[]> {
    this.indexed ??= grouped(this.changes, ({ declared }) => declared);
    return this.indexed;
  }
}

/** Whether nothing of a resource is known only after apply. */
function isWhole({ planned }: ResourceChange): boolean {
  return !JSON.stringify(planned.change.after_unknown ?? {}).includes("true");
}

interface Step {
  readonly name: string;
  readonly index: string | undefined;
}

function steps(address: string): Step[] {
  return [...address.matchAll(STEPS)].map(([, name = "", index]) => ({ name, index }));
}

/** Whether an instance has the indices a reference gives, where it gives any. */
function agree(reference: readonly Step[], instance: readonly Step[]): boolean {
  return reference.every(({ index }, at) => index === undefined || index === instance[at]?.index);
}

/** Those in the same instances of modules as the referring resource. */
function nearest<T extends Addressed>(instances: readonly T[], from: Addressed): readonly T[] {
  const home = steps(MODULES.exec(from.address)?.[0] ?? "");
  const shared = instances.map(({ address }) => {
    const path = steps(address);
    const parting = home.findIndex(({ name, index }, at) => name !== path[at]?.name || index !== path[at]?.index);
    return parting < 0 ? home.length : parting;
  });
  const most = Math.max(...shared);
  return instances.filter((_instance, at) => shared[at] === most);
}

/**
 * Those that have a key of the referring resource's, its own or one of its modules', where they part from one another: what
 * `each.value` and `count.index` come to.
 */
function ofSameKey<T extends Addressed>(instances: readonly T[], from: Addressed): readonly T[] {
  if (instances.length < 2) return instances;
  const keys = steps(from.address).flatMap(({ index }) => index ?? []);
  const paths = instances.map(({ address }) => steps(address));
  const parting = (paths[0] ?? []).findIndex((step, at) => paths.some((path) => path[at]?.index !== step.index));
  for (const key of keys.reverse()) {
    const own = instances.filter((_instance, at) => paths[at]?.[parting]?.index === key);
    if (own.length > 0) return own;
  }
  return instances;
}
