/** What an operator compares: texts, patterns, ARNs part by part, or points on a line. */
export type Comparison = "equals" | "equalsIgnoringCase" | "like" | "arn" | "number" | "date" | "network" | "presence";
export type Relation = "=" | "<" | "<=" | ">" | ">=";

/** A condition operator taken apart. */
export interface Operator {
  /** In IAM's own spelling. */
  readonly name: string;
  readonly quantifier: "" | "ForAnyValue" | "ForAllValues";
  readonly comparison: Comparison;
  readonly relation: Relation;
  /** Whether a value must match none of those listed. */
  readonly isNegated: boolean;
  readonly ifExists: boolean;
}

type Base = Pick<Operator, "comparison" | "relation" | "isNegated">;

const base = (comparison: Comparison, relation: Relation = "=", isNegated = false): Base => ({
  comparison,
  relation,
  isNegated,
});

const ordered = (family: string, comparison: Comparison): Readonly<Record<string, Base>> => ({
  [`${family}Equals`]: base(comparison),
  [`${family}NotEquals`]: base(comparison, "=", true),
  [`${family}LessThan`]: base(comparison, "<"),
  [`${family}LessThanEquals`]: base(comparison, "<="),
  [`${family}GreaterThan`]: base(comparison, ">"),
  [`${family}GreaterThanEquals`]: base(comparison, ">="),
});

/** Every operator of IAM. `ArnEquals` behaves as `ArnLike` does. Source: IAM user guide, condition operators. */
const BASES: Readonly<Record<string, Base>> = {
  StringEquals: base("equals"),
  StringNotEquals: base("equals", "=", true),
  StringEqualsIgnoreCase: base("equalsIgnoringCase"),
  StringNotEqualsIgnoreCase: base("equalsIgnoringCase", "=", true),
  StringLike: base("like"),
  StringNotLike: base("like", "=", true),
  ArnLike: base("arn"),
  ArnNotLike: base("arn", "=", true),
  ArnEquals: base("arn"),
  ArnNotEquals: base("arn", "=", true),
  Bool: base("equalsIgnoringCase"),
  BinaryEquals: base("equals"),
  IpAddress: base("network"),
  NotIpAddress: base("network", "=", true),
  Null: base("presence"),
  ...ordered("Numeric", "number"),
  ...ordered("Date", "date"),
};

/** One name for operators that are the same. */
const SAME: Readonly<Record<string, string>> = { ArnEquals: "ArnLike", ArnNotEquals: "ArnNotLike" };

const read = new Map<string, Operator | undefined>();

/** An operator by its name in a policy; undefined where IAM has none of that name in that spelling. */
export function operatorNamed(text: string): Operator | undefined {
  if (!read.has(text)) read.set(text, readOperator(text));
  return read.get(text);
}

/** What somebody probably meant who wrote an operator in another case. */
export function intendedOperator(text: string): string | undefined {
  const wanted = text.toLowerCase();
  return allNames().find((name) => name.toLowerCase() === wanted);
}

function readOperator(text: string): Operator | undefined {
  const [, quantifier = "", name = "", suffix = ""] =
    /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(text) ?? [];
  const known = BASES[name];
  if (known === undefined || (name === "Null" && suffix !== "")) return undefined;
  return {
    ...known,
    name: `${quantifier === "" ? "" : `${quantifier}:`}${SAME[name] ?? name}${suffix}`,
    quantifier: quantifier as Operator["quantifier"],
    ifExists: suffix !== "",
  };
}

function allNames(): string[] {
  const bases = Object.keys(BASES);
  const names = [...bases, ...bases.filter((name) => name !== "Null").map((name) => `${name}IfExists`)];
  return ["", "ForAnyValue:", "ForAllValues:"].flatMap((quantifier) => names.map((name) => quantifier + name));
}
