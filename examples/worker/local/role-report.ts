import { evaluate } from "../../../aws/policy/evaluate/evaluate";
import type { SynthesizedStack } from "./synthesized-stack";

export interface RoleUse {
  /** As policies name it, `sqs:SendMessage`. */
  readonly action: string;
  readonly queueName: string;
  readonly calls: number;
  readonly allowed: boolean;
}

/** What a role may do beside what was done with it. */
export interface RoleReport {
  readonly used: readonly RoleUse[];
  /** What the policy grants by name and nobody did. */
  readonly unused: readonly { readonly action: string; readonly resource: string }[];
}

/** Judges each call, as `LocalSqs.calls` counts them, by the task role's synthesized policy. */
export function roleReport(stack: SynthesizedStack, calls: ReadonlyMap<string, number>): RoleReport {
  const counts = new Map<string, number>();
  for (const [call, count] of calls) {
    // Batch calls are authorised under the name of the single one.
    const name = call.replace(/Batch /, " ");
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const used = [...counts].map(([call, count]) => {
    const [name, queueName = ""] = call.split(" ");
    const action = `sqs:${name}`;
    return { action, queueName, calls: count, allowed: allows(stack, action, queueName) };
  });
  const done = new Set(used.map(({ action, queueName }) => `${action} ${queueArn(stack, queueName)}`));
  const granted = stack.taskRolePolicy.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(
    ({ Action, Resource }) => Resource.flatMap((resource) => Action.map((action) => ({ action, resource }))),
  );
  const unused = granted.filter(({ action, resource }) => !done.has(`${action} ${resource}`));
  return { used: used.sort(byQueueAndAction), unused };
}

function allows(stack: SynthesizedStack, action: string, queueName: string): boolean {
  const request = { principal: stack.taskRoleArn, action, resource: queueArn(stack, queueName) };
  const policies = { identity: [{ name: "task role policy", document: stack.taskRolePolicy }] };
  return evaluate(request, policies).decision === "allowed";
}

function queueArn(stack: SynthesizedStack, queueName: string): string {
  return `arn:aws:sqs:${stack.region}:${account(stack)}:${queueName}`;
}

function account({ taskRoleArn }: SynthesizedStack): string {
  return taskRoleArn.split(":")[4] ?? "";
}

function byQueueAndAction(one: RoleUse, other: RoleUse): number {
  return other.queueName.localeCompare(one.queueName) || one.action.localeCompare(other.action);
}
