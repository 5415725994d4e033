import { Token } from "cdktf";
import type { Construct } from "constructs";
import { problem } from "../../aws/messages";
import { isAtLeast, providerFloor, type Version } from "../environment/provider-floor";

/** SQS's limit for a message, in bytes. Source: SQS developer guide, quotas; raised in August 2025. */
export const LARGEST_MESSAGE = 1_048_576;
/** What AWS providers before 6.8.0 take for the limit. Source: terraform-provider-aws#43710. */
const LARGEST_BEFORE = 262_144;
const SINCE: Version = [6, 8, 0];

/** What the lowest provider that a stack may be applied with would refuse. */
export function messageSizeProblems(queue: Construct, maxMessageSizeBytes: number | undefined): readonly string[] {
  if (maxMessageSizeBytes === undefined || Token.isUnresolved(maxMessageSizeBytes)) return [];
  if (maxMessageSizeBytes <= LARGEST_BEFORE || maxMessageSizeBytes > LARGEST_MESSAGE) return [];
  const floor = providerFloor(queue);
  if (floor === undefined || isAtLeast(floor, SINCE)) return [];
  const remedy = `give the stack providerVersions ">= ${SINCE.join(".")}, < 7.0.0"`;
  const must = `be at most ${LARGEST_BEFORE} with AWS provider ${floor.join(".")}, which the stack allows`;
  return [problem("maxMessageSizeBytes", must, maxMessageSizeBytes, remedy)];
}
