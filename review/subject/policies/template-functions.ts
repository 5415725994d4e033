/**
 * The text of a policy that stands in a CloudFormation template, whose functions (`{"Ref": "Queue"}`) become what they name,
 * as an unknown leaf of a document does: `${Queue}`. A function of which it is not known what it comes to stays, so that the
 * policy is told as one that cannot be read.
 */
export function policyText(policy: object): string {
  return JSON.stringify(policy, (_name, value: unknown) => written(value));
}

/** Whether a value is what a function comes to: `{"Fn::If": […]}`. */
export function isTemplateFunction(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const [name, ...others] = Object.keys(value);
  return name !== undefined && others.length === 0 && /^(?:Ref$|Fn::)/.test(name);
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isNothing(item));
  if (!isTemplateFunction(value)) return value;
  const [[name, given] = ["", undefined]] = Object.entries(value as object);
  switch (name) {
    case "Ref":
      return withoutPrefix(placeholder(String(given)));
    case "Fn::GetAtt":
      return placeholder(Array.isArray(given) ? given.join(".") : String(given));
    case "Fn::Sub":
      return substituted(given) ?? value;
    case "Fn::Join":
      return joined(given) ?? value;
    case "Fn::ImportValue":
    case "Fn::Select":
      return placeholder(`${name.replace("Fn::", "")} ${argumentOf(written(given))}`);
    default:
      return value;
  }
}

/** `AWS::NoValue` takes away what it stands for. */
function isNothing(value: unknown): boolean {
  return isTemplateFunction(value) && (value as { readonly Ref?: unknown }).Ref === "AWS::NoValue";
}

/** A template with values for its names, which may be functions too; `${!name}` is how it writes a policy's own `${name}`. */
function substituted(given: unknown): string | undefined {
  const [template, values] = Array.isArray(given) ? (given as readonly unknown[]) : [given];
  if (typeof template !== "string") return undefined;
  let text = template;
  for (const [name, value] of Object.entries(values ?? {})) {
    const told = written(value);
    if (typeof told !== "string") return undefined;
    text = text.replaceAll(placeholder(name), () => told);
  }
  return withoutPrefix(text).replaceAll("${!", "${");
}

function joined(given: unknown): string | undefined {
  const [separator, list] = Array.isArray(given) ? (given as readonly unknown[]) : [];
  if (!Array.isArray(list)) return undefined;
  const parts = list.map(written);
  return parts.every((part) => typeof part === "string") ? parts.join(String(separator ?? "")) : undefined;
}

/** What a function is given, so that another is told apart: without what would end a variable or be a wildcard. */
function argumentOf(given: unknown): string {
  const text = typeof given === "string" ? given : JSON.stringify(given);
  return encodeURIComponent(text).replaceAll("*", "%2A").replaceAll("'", "%27");
}

function placeholder(name: string): string {
  return `\${${name}}`;
}

/** `AWS::AccountId` would read as a policy's own variable. */
function withoutPrefix(text: string): string {
  return text.replaceAll(`\${AWS::`, `\${`);
}
