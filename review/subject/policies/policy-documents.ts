import type { ConfigurationIndex } from "../../plan/configuration-index";
import type { Values } from "../../plan/plan";
import type { ReferredResources } from "../../plan/referred-resources";
import type { ResourceChange } from "../../plan/resource-change";
import { type Block, type Statement, statementOf } from "./document-statement";
import { isUnknownAt, waitingFor } from "./waiting-leaf";

/** A policy as far as the plan shows it. */
export interface PartialPolicy {
  readonly text: string;
  /** What its unknown leaves refer to. */
  readonly awaits: readonly string[];
}

const DOCUMENT = "aws_iam_policy_document";
const DOCUMENT_NAMED = /(?:^|\.)data\.aws_iam_policy_document\./;
/** How many documents may be made of one another. */
const MAX_DEPTH = 20;

/**
 * Policies that `data.aws_iam_policy_document` will hold only at apply: what goes into them is in the plan, but for what is
 * not known yet. An unknown leaf stands there as what it waits for, `${aws_sqs_queue.orders.arn}`, which may become any text.
 */
export class PolicyDocuments {
  constructor(
    private readonly configuration: ConfigurationIndex,
    private readonly referred: ReferredResources,
  ) {}

  /** The policy an unknown attribute will have, where it refers to one document and nothing else could be it. */
  at(change: ResourceChange, ...path: readonly (string | number)[]): PartialPolicy | undefined {
    const found = this.documents(change, path);
    const [only, ...others] = found;
    return only && others.length === 0 ? this.read(only, 0) : undefined;
  }

  private documents(change: ResourceChange, path: readonly (string | number)[]): readonly ResourceChange[] {
    const references = this.configuration.references(change.declared, ...path);
    const found = references.flatMap((reference) => [
      ...this.referred.find(reference, change),
      ...this.behindLocal(reference, change),
    ]);
    return [...new Set(found.filter(({ type, planned }) => type === DOCUMENT && planned.mode === "data"))];
  }

  /** A local value is not in a plan. */
  private behindLocal(reference: string, change: ResourceChange): readonly ResourceChange[] {
    const document = this.configuration.documentBehindLocal(reference, DOCUMENT);
    return document === undefined ? [] : this.referred.find(document, change);
  }

  private read(document: ResourceChange, depth: number): PartialPolicy | undefined {
    const values = document.after;
    if (values === undefined || depth > MAX_DEPTH) return undefined;
    const awaits = new Set<string>();
    const merged: Statement[] = [];
    for (const statement of this.others(document, "source_policy_documents", awaits, depth)) merge(merged, statement);
    for (const statement of this.ownStatements(document, awaits)) merge(merged, statement);
    for (const statement of this.others(document, "override_policy_documents", awaits, depth)) merge(merged, statement);
    if (merged.length === 0) return undefined;
    const version = typeof values.version === "string" ? values.version : "2012-10-17";
    return { text: JSON.stringify({ Version: version, Statement: merged }), awaits: [...awaits] };
  }

  /** The statements of the documents this one is made from. */
  private others(document: ResourceChange, attribute: string, awaits: Set<string>, depth: number): Statement[] {
    const unknown = document.planned.change.after_unknown;
    const given = document.after?.[attribute];
    const known = Array.isArray(given) ? given : [];
    const read = known.flatMap((text) => (typeof text === "string" ? statementsOf(text) : []));
    if (!isUnknownAt(unknown, attribute)) return read;
    const references = this.configuration.references(document.declared, attribute);
    const inner = this.documents(document, [attribute]).map((each) => this.read(each, depth + 1));
    const hidden = inner.length === 0 || inner.some((policy) => policy === undefined);
    for (const each of inner) for (const reference of each?.awaits ?? []) awaits.add(reference);
    if (hidden) for (const reference of references) awaits.add(reference);
    return [...read, ...inner.flatMap((policy) => (policy ? statementsOf(policy.text) : []))];
  }

  /** What a document's module is given: by a variable that is called so, or whatever of it is not known. */
  private givenToModule(document: ResourceChange): readonly string[] {
    const { declared } = document;
    const called = this.configuration.referencesOfVariables(declared, /statement|polic/);
    if (called.length > 0) return called;
    const given = this.configuration.referencesOfVariables(declared, /./);
    return given.filter((each) => !DOCUMENT_NAMED.test(each) && this.referred.isKnown(each, document) === false);
  }

  private ownStatements(document: ResourceChange, awaits: Set<string>): Statement[] {
    const { declared, after, planned } = document;
    const blocks = Array.isArray(after?.statement) ? (after.statement as readonly Block[]) : [];
    const unknown = (planned.change.after_unknown as Values | undefined)?.statement;
    if (unknown === true) for (const reference of this.configuration.allReferences(declared)) awaits.add(reference);
    const declaredBlocks = this.configuration.expression(declared, ["statement"]);
    const isPlain = Array.isArray(declaredBlocks) && declaredBlocks.length === blocks.length;
    return blocks.map((block, index) => {
      const marks = Array.isArray(unknown) ? unknown[index] : undefined;
      const leaf = (value: unknown, mark: unknown, ...path: readonly (string | number)[]) =>
        waitingFor(value, mark, () => {
          const own = isPlain ? this.configuration.references(declared, "statement", index, ...path) : [];
          if (own.length > 0) return { references: own, areAllMeant: true };
          const any = this.configuration.allReferences(declared);
          // Blocks made by `dynamic` are not in a plan's configuration: what they are made from is given to the module.
          const given = any.length > 0 ? any : this.givenToModule(document);
          return { references: given, areAllMeant: given.length === 1 };
        });
      const { statement, waits } = statementOf(block ?? {}, (marks ?? {}) as Values, leaf);
      for (const reference of waits) awaits.add(reference);
      return statement;
    });
  }
}

/** As the provider merges documents: a statement replaces the one with its Sid, or is added. */
function merge(statements: Statement[], statement: Statement): void {
  const at = statement.Sid === undefined ? -1 : statements.findIndex(({ Sid }) => Sid === statement.Sid);
  if (at < 0) statements.push(statement);
  else statements[at] = statement;
}

function statementsOf(text: string): Statement[] {
  try {
    const { Statement: given } = JSON.parse(text) as { readonly Statement?: unknown };
    const list: readonly unknown[] = Array.isArray(given) ? given : [given];
    return list.filter((item): item is Statement => typeof item === "object" && item !== null);
  } catch {
    return [];
  }
}
