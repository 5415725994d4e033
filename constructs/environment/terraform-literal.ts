import { Fn } from "cdktf";

/**
 * A text that Terraform takes literally. In Terraform's JSON every string is a template, so that a container's `${HOME}`
 * or a policy's `${aws:username}` would be evaluated; only the framework's own tokens stay what they are.
 */
export function terraformLiteral(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, () => "$${").replace(/%\{/g, "%%{");
}

/** A document as a template: what is a list only Terraform knows becomes one where it stands. */
export function documentTemplate(document: string): string {
  return terraformLiteral(document).replace(/\["(#\{TfToken\[[^\]]+\]\})"\]/g, (_, list) => Fn.jsonencode([list]));
}
