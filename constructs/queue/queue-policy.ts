import type { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { problem } from "../../aws/messages";
import { RESOURCE_POLICY_BYTES } from "../../aws/policy/quotas";
import { renderPolicy } from "../../aws/policy/render-policy";
import type { Statement } from "../../aws/policy/statement";
import { knownText, referredAttribute } from "../environment/known-text";
import { terraformLiteral } from "../environment/terraform-literal";
import { readablePath } from "../validation/validation-error";
import { resourcesOf } from "./resources-of";

const MAXIMUM_BYTES = RESOURCE_POLICY_BYTES.queue;

/** Nobody reaches the queue without TLS, whatever else allows it. */
function tlsStatement(queueArn: string): Statement {
  return {
    sid: "DenyInsecureTransport",
    effect: "Deny",
    principal: "*",
    actions: ["sqs:*"],
    resources: [queueArn],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** A queue's one policy: it is reached by TLS alone, and by whom else than its own account's roles. */
export function queuePolicy(queueArn: string, others: readonly Statement[] = []): string {
  return terraformLiteral(renderPolicy([tlsStatement(queueArn), ...others]));
}

/** What is wrong with a queue's policy: it is too long, or something else of the app would replace it. */
export function queuePolicyProblems(queue: SqsQueue, url: string): readonly string[] {
  const size = Buffer.byteLength(queue.policyInput ?? "");
  return [
    ...(size > MAXIMUM_BYTES
      ? [problem("policy", `be at most ${MAXIMUM_BYTES} bytes`, size, "let fewer send to the queue")]
      : []),
    ...otherOwners(queue, url).map(
      (owner) =>
        `${readablePath(owner)} is a second policy of the queue, and would replace its own, the rule that asks for TLS ` +
        "included: a queue has one. Say who may send by allowSendFromTopic, allowSendFromBucket, allowSendFromRule or " +
        "allowSendFromPrincipal",
    ),
  ];
}

function otherOwners(queue: SqsQueue, url: string): readonly IConstruct[] {
  return resourcesOf(queue, "aws_sqs_queue_policy").filter((resource) =>
    isOf(queue, url, (resource as TerraformResource & { queueUrlInput?: string }).queueUrlInput),
  );
}

function isOf(queue: SqsQueue, url: string, queueUrl: string | undefined): boolean {
  if (queueUrl === undefined) return false;
  const referred = referredAttribute(queueUrl)?.resource;
  return referred ? referred === queue : !Token.isUnresolved(url) && knownText(queueUrl) === url;
}
