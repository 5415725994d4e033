import type { Context } from "../aws/policy/evaluate/request-context";

/** What someone asks of AWS, in a test's words. */
export interface PermissionRequest {
  /** `task`, `execution`, or a role of the stack by its name, its address or its ARN. Either this or `principal`. */
  readonly role?: string;
  /**
   * Anyone else: a service such as `ecs-tasks.amazonaws.com`, the ARN of a role, user or session, an account, or `*`. Who
   * is not in the stack may do anything in their own account, so that only the stack's policies can stop them. A managed
   * policy that nobody in the stack has, by its address, stands for whoever is given it.
   */
  readonly principal?: string;
  /** As `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN, the address of a resource of the stack such as `aws_sqs_queue.pending`, or `*` for an action that takes none. */
  readonly resource: string;
  /** What AWS knows of the request, beside TLS, which it came by unless `aws:SecureTransport` is `false` here. */
  readonly context?: Context;
}

/** A request in one line. */
export function describeRequest({ role, principal, action, resource, context = {} }: PermissionRequest): string {
  const who =
    role === undefined ? String(principal) : `the ${/^(task|execution)$/.test(role) ? `${role} role` : `role ${role}`}`;
  const stated = Object.entries(context).map(([key, values]) => `${key} = ${[values].flat().join(", ")}`);
  return `${who}, ${action} on ${resource}${stated.length > 0 ? `, with ${stated.join(" and ")}` : ""}`;
}
