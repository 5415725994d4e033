import { type ConditionTest, conditionTests, located } from "./condition-test";
import { EvaluationError } from "./evaluation-error";
import { listOf, type PolicyDocument, type PolicyStatement } from "./policy-document";
import { principalNames } from "./statement-principals";
import { inLowerCase, type PatternCodes, resolved, type Template, template } from "./text-pattern";

/** A statement, read once. */
export interface CompiledStatement {
  readonly effect: "Allow" | "Deny";
  readonly sid: string | undefined;
  readonly index: number;
  /** Undefined in a policy of an identity. */
  readonly principals: { readonly names: ReturnType<typeof principalNames>; readonly negated: boolean } | undefined;
  readonly actions: { readonly patterns: readonly PatternCodes[]; readonly negated: boolean };
  /** Undefined in a trust policy. */
  readonly resources: { readonly templates: readonly Template[]; readonly negated: boolean } | undefined;
  readonly tests: readonly ConditionTest[];
  readonly source: PolicyStatement;
}

const VERSIONS = ["2012-10-17", "2008-10-17"];
const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

/** The statements of a policy; one document is read once. What it has and IAM doesn't document is an error. */
export function compiledPolicy(name: string, document: PolicyDocument): readonly CompiledStatement[] {
  const known = compiled.get(document) ?? located(name, () => compile(document));
  compiled.set(document, known);
  return known;
}

function compile(document: PolicyDocument): readonly CompiledStatement[] {
  const { Version = "2008-10-17", Statement } = document;
  if (!VERSIONS.includes(Version)) throw new EvaluationError(`Version '${Version}' is none of ${VERSIONS.join(", ")}`);
  if (typeof Statement !== "object" || Statement === null) throw new EvaluationError("it has no Statement");
  const variables = Version === "2012-10-17";
  return listOf(Statement).map((statement, index) =>
    located(statement.Sid ? `statement ${statement.Sid}` : `Statement[${index}]`, () =>
      compileStatement(statement, index, variables),
    ),
  );
}

function compileStatement(statement: PolicyStatement, index: number, variables: boolean): CompiledStatement {
  const unknown = Object.keys(statement).filter((element) => !ELEMENTS.includes(element));
  if (unknown.length > 0) throw new EvaluationError(`'${unknown.join("', '")}' is no element of a statement`);
  const { Sid, Effect, Condition = {} } = statement;
  if (Effect !== "Allow" && Effect !== "Deny")
    throw new EvaluationError(`Effect must be 'Allow' or 'Deny', got '${Effect}'`);
  const actions = oneOf(statement, "Action", "NotAction");
  if (actions === undefined) throw new EvaluationError("it has neither Action nor NotAction");
  const principals = oneOf(statement, "Principal", "NotPrincipal");
  const resources = oneOf(statement, "Resource", "NotResource");
  return {
    effect: Effect,
    sid: Sid,
    index,
    principals: principals && {
      names: located(principals.element, () => principalNames(principals.value as never)),
      negated: principals.negated,
    },
    actions: {
      patterns: texts(actions).map((text) => inLowerCase(wildcards(text === "*:*" ? "*" : text))),
      negated: actions.negated,
    },
    resources: resources && {
      templates: texts(resources).map((text) => resourceTemplate(text, variables)),
      negated: resources.negated,
    },
    tests: conditionTests(Condition, variables, "Condition"),
    source: statement,
  };
}

interface Element {
  readonly element: string;
  readonly value: unknown;
  readonly negated: boolean;
}

function oneOf(statement: PolicyStatement, name: keyof PolicyStatement, negation: keyof PolicyStatement) {
  const [given, excluded] = [statement[name], statement[negation]];
  if (given !== undefined && excluded !== undefined)
    throw new EvaluationError(`it has both ${name} and ${negation}, and may have one of them`);
  if (given !== undefined) return { element: name, value: given, negated: false };
  return excluded === undefined ? undefined : { element: negation, value: excluded, negated: true };
}

function texts({ element, value }: Element): readonly string[] {
  return listOf(value as string | readonly string[]).map((text) => {
    if (typeof text === "string") return text;
    throw new EvaluationError(`${element} is neither a text nor a list of texts`);
  });
}

function wildcards(text: string): PatternCodes {
  return resolved(template(text, false), () => undefined) ?? [];
}

/** Source: IAM user guide, "IAM policy elements: Variables and tags", on where variables can be used. */
function resourceTemplate(text: string, variables: boolean): Template {
  const variable = variables ? text.indexOf("${") : -1;
  if (variable >= 0 && text.slice(0, variable).split(":").length < 6)
    throw new EvaluationError(
      `the resource '${text}' has a policy variable before its fifth colon, where IAM takes none: use a wildcard and a condition`,
    );
  return template(text, variables);
}
