import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** A value as Terraform's JSON will have it. */
// biome-ignore lint/suspicious/noExplicitAny: the framework's own signature.
export function resolved(scope: IConstruct, value: unknown): any {
  return Tokenization.resolve(value, {
    scope,
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: false,
  });
}
