import { dateValue } from "./date-value";
import { EvaluationError } from "./evaluation-error";
import { ipNetwork } from "./ip-network";
import {
  equalsText,
  inLowerCase,
  matchesArn,
  matchesText,
  type Resolve,
  resolved,
  type Template,
  template,
} from "./text-pattern";

/** Whether a value of the request is the one that a policy wants. */
export type Matches = (actual: string, resolve: Resolve) => boolean;

/** How an operator compares, its negation aside: `StringNotEquals` is met where `StringEquals` is not. */
interface Family {
  readonly negated: boolean;
  /** Reads a policy's value once. */
  readonly read: (wanted: string, variables: boolean) => Matches;
}

const like = textual((codes, actual) => matchesText(codes, actual));
const arn = textual((codes, actual) => matchesArn(codes, actual));
const exactly = textual((codes, actual) => equalsText(codes, actual));
const anyCase = textual((codes, actual) => equalsText(inLowerCase(codes), actual.toLowerCase()));

/** Every operator that IAM documents, but for `Null`, which asks for no value. */
const FAMILIES: Readonly<Record<string, Family>> = {
  ...both("StringEquals", "StringNotEquals", exactly),
  ...both("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", anyCase),
  ...both("StringLike", "StringNotLike", like),
  ...both("ArnEquals", "ArnNotEquals", arn),
  ...both("ArnLike", "ArnNotLike", arn),
  ...comparisons("Numeric", numberValue, "a number"),
  ...comparisons("Date", dateValue, "a date in ISO 8601 or epoch seconds"),
  ...both("IpAddress", "NotIpAddress", address),
  Bool: { negated: false, read: boolean },
  BinaryEquals: { negated: false, read: (wanted) => (actual) => actual === wanted },
};

/** An operator with its quantifier and suffix: `ForAnyValue:StringLikeIfExists`. */
export interface Operator {
  readonly quantifier: "ForAllValues" | "ForAnyValue" | undefined;
  readonly ifExists: boolean;
  /** Undefined for `Null`. */
  readonly family: Family | undefined;
}

const known = new Map<string, Operator>();

/** Reads an operator's name; one that IAM doesn't document is an error. */
export function operatorOf(name: string): Operator {
  const operator = known.get(name) ?? readOperator(name);
  known.set(name, operator);
  return operator;
}

function readOperator(name: string): Operator {
  const [, quantifier, base = "", suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const family = Object.hasOwn(FAMILIES, base) ? FAMILIES[base] : undefined;
  if (family === undefined && (base !== "Null" || quantifier !== undefined || suffix !== undefined))
    throw new EvaluationError(`the condition operator '${name}' is none of IAM's`);
  return { quantifier: quantifier as Operator["quantifier"], ifExists: suffix !== undefined, family };
}

function both(name: string, negation: string, read: Family["read"]): Readonly<Record<string, Family>> {
  return { [name]: { negated: false, read }, [negation]: { negated: true, read } };
}

function textual(matches: (codes: readonly number[], actual: string) => boolean): Family["read"] {
  return (wanted, variables) => {
    const text: Template = template(wanted, variables);
    return (actual, resolve) => {
      const codes = resolved(text, resolve);
      return codes !== undefined && matches(codes, actual);
    };
  };
}

type Read = (text: string) => number | undefined;

function comparisons(prefix: string, read: Read, form: string): Readonly<Record<string, Family>> {
  const comparing = (holds: (actual: number, wanted: number) => boolean): Family["read"] => {
    return (wanted) => {
      const limit = must(read(wanted), wanted, form);
      return (actual) => holds(must(read(actual), actual, form), limit);
    };
  };
  return {
    ...both(
      `${prefix}Equals`,
      `${prefix}NotEquals`,
      comparing((actual, wanted) => actual === wanted),
    ),
    [`${prefix}LessThan`]: { negated: false, read: comparing((actual, wanted) => actual < wanted) },
    [`${prefix}LessThanEquals`]: { negated: false, read: comparing((actual, wanted) => actual <= wanted) },
    [`${prefix}GreaterThan`]: { negated: false, read: comparing((actual, wanted) => actual > wanted) },
    [`${prefix}GreaterThanEquals`]: { negated: false, read: comparing((actual, wanted) => actual >= wanted) },
  };
}

function numberValue(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function address(wanted: string): Matches {
  const network = must(ipNetwork(wanted), wanted, "an IPv4 or IPv6 address or network");
  return (actual) => {
    must(ipNetwork(actual), actual, "an IPv4 or IPv6 address");
    return network.contains(actual);
  };
}

/** The one operator beside those of texts that takes policy variables; one without a value is neither true nor false. */
function boolean(wanted: string, variables: boolean): Matches {
  if (!variables || !wanted.includes("${")) {
    const limit = truth(wanted);
    return (actual) => truth(actual) === limit;
  }
  const matches = anyCase(wanted, variables);
  return (actual, resolve) => matches(String(truth(actual)), resolve);
}

/** The value of `true` or `false`, in whatever case. */
export function truth(text: string): boolean {
  const lower = text.toLowerCase();
  return must(lower === "true" ? true : lower === "false" ? false : undefined, text, "true or false");
}

function must<T>(value: T | undefined, text: string, form: string): T {
  if (value === undefined) throw new EvaluationError(`'${text}' is not ${form}`);
  return value;
}
