import { EvaluationError } from "./evaluation-error";
import { listOf, type OneOrMany } from "./policy-document";
import type { RequestPrincipal } from "./request-principal";
import type { Resolve } from "./text-pattern";

/** What AWS knows of a request, by context key: `{ "aws:SecureTransport": "true", "aws:TagKeys": ["team", "cost"] }`. */
export type Context = Readonly<Record<string, OneOrMany<string | number | boolean>>>;

/** A request's context as conditions and variables ask for it: keys in whatever case, and what the principal says. */
export class RequestContext {
  /** The keys that were asked for and that the request lacks, as the policies write them. */
  readonly missing = new Set<string>();
  private readonly known: ReadonlyMap<string, readonly string[]>;

  constructor(context: Context, principal: RequestPrincipal, owner: Context) {
    const known = new Map<string, readonly string[]>();
    for (const [key, values] of Object.entries(context)) {
      if (known.has(key.toLowerCase())) throw new EvaluationError(`the context has the key '${key}' twice`);
      known.set(key.toLowerCase(), listOf(values).map(String));
    }
    for (const [key, value] of [...Object.entries(principal.keys), ...Object.entries(owner)]) {
      const stated = known.get(key.toLowerCase());
      if (stated !== undefined && (stated.length !== 1 || stated[0] !== value))
        throw new EvaluationError(`the context has ${key} = '${stated}', and the request says '${value}'`);
      known.set(key.toLowerCase(), [String(value)]);
    }
    this.known = known;
  }

  /** The values of a key; none where the request lacks it. */
  values(key: string): readonly string[] {
    const values = this.peek(key);
    if (values.length === 0) this.missing.add(key);
    return values;
  }

  /** The same, without counting the key as one that was asked for. */
  peek(key: string): readonly string[] {
    return this.known.get(key.toLowerCase()) ?? [];
  }

  /** The value of a policy variable: of a key with one value. */
  readonly resolve: Resolve = (variable) => {
    const values = this.values(variable);
    if (values.length > 1)
      throw new EvaluationError(
        `the policy variable '${variable}' has ${values.length} values in the request, and takes one`,
      );
    return values[0];
  };
}
