import { judgePolicies } from "../../../../aws/policy/evaluate/judge-policies";
import { type Context, RequestContext } from "../../../../aws/policy/evaluate/request-context";
import { requestPrincipal } from "../../../../aws/policy/evaluate/request-principal";
import type { Document } from "./compared";

/** A request, as the evaluator takes it. */
export interface Asked {
  /** As a clause names it: `AWS:arn:…`, `Service:…`; undefined for the role that carries the policy. */
  readonly principal: string | undefined;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Somebody from whose name no context key follows, so that the context may be any. */
const CARRIER = "carrier.example.com";

/** Whether a policy by itself lets a request through, as the evaluator reads it: it shares no code with the decision. */
export function letsThrough(document: Document, { principal, action, resource, context }: Asked): boolean {
  const name = principal === undefined ? CARRIER : principal.replace(/^[A-Za-z]+:(?=arn:|[a-z])/, "");
  const who = requestPrincipal(name === "anonymous" ? "*" : name);
  const question = {
    principal: who,
    action: action.toLowerCase(),
    resource,
    context: new RequestContext(context, who, {}),
  };
  const { allows, denies } = judgePolicies([{ name: "policy", document: document as never }], question);
  return allows.length > 0 && denies.length === 0;
}
