/**
 * The text of a policy that stands in a CloudFormation template, whose functions (`{"Ref": "Queue"}`) become what they name,
 * as an unknown leaf of a document does: `${Queue}`.
 */
export function policyText(policy: object): string {
  return JSON.stringify(policy, (_name, value: unknown) => written(value));
}

function written(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const [[name, given] = ["", undefined], ...others] = Object.entries(value);
  if (others.length > 0) return value;
  switch (name) {
    case "Ref":
      return withoutPrefix(placeholder(given));
    case "Fn::GetAtt":
      return placeholder(Array.isArray(given) ? given.join(".") : given);
    case "Fn::Sub":
      return withoutPrefix(String(Array.isArray(given) ? given[0] : given));
    case "Fn::Join":
      return joined(given);
    case "Fn::ImportValue":
    case "Fn::Select":
      return placeholder(name.replace("::", "."));
    default:
      return value;
  }
}

function joined(given: unknown): unknown {
  const [separator, list] = Array.isArray(given) ? (given as readonly unknown[]) : [];
  return Array.isArray(list)
    ? list.map((item) => String(written(item))).join(String(separator ?? ""))
    : placeholder("Fn.Join");
}

function placeholder(name: unknown): string {
  return `\${${String(name)}}`;
}

/** `AWS::AccountId` would read as a policy's own variable. */
function withoutPrefix(text: string): string {
  return text.replaceAll(`\${AWS::`, `\${`);
}
