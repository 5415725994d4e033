import { accessDeniedText, type DeniedBecause } from "../access-denied";
import type { Because } from "./needs/need";

/** A need that a role is not allowed, as far as ECS's message about it depends on it. */
export interface FailedNeed {
  /** The session's ARN, `arn:aws:sts::111122223333:assumed-role/orders-exec/<task id>`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly because: Because;
  readonly denied: Exclude<DeniedBecause, { readonly kind: "not said" }>;
}

const PULL =
  "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed";
const ONCE = "service call has been retried 1 time(s)";

/** What ECS puts before AWS's own words, by the service that denied. Source: ECS developer guide, "Stopped tasks error messages". */
const STARTS: Readonly<Record<string, (denied: string) => string>> = {
  "ecr:GetAuthorizationToken": (denied) =>
    `${PULL}: unable to retrieve ecr registry auth: ${ONCE}: AccessDeniedException: ${denied}`,
  ecr: (denied) => `CannotPullContainerError: pull image manifest has been retried 1 time(s): denied: ${denied}`,
  ssm: (denied) => `${PULL}: unable to retrieve secrets from ssm: ${ONCE}: AccessDeniedException: ${denied}`,
  secretsmanager: (denied) => `${PULL}: unable to retrieve secret from asm: ${ONCE}: AccessDeniedException: ${denied}`,
  kms: (denied) => `${PULL}: ${ONCE}: AccessDeniedException: ${denied}`,
  logs: (denied) =>
    `ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: ${denied}`,
  s3: (denied) =>
    `ResourceInitializationError: failed to download env files: file download command: non empty error stream: AccessDenied: ${denied}`,
  elasticfilesystem: (denied) =>
    `ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: mount.nfs4: access denied by server while mounting: ${denied}`,
};

/** What ECS shows where a task does not start, or a part of it does not work, for want of a permission. */
export function launchFailure({ principal, action, resource, because, denied }: FailedNeed): string {
  const text = accessDeniedText({ principal, action, resource, because: denied });
  if (because.member === "executeCommand")
    return `TargetNotConnectedException: The execute command failed due to an internal error (the agent's log: ${text})`;
  const start = STARTS[action] ?? STARTS[action.split(":")[0] ?? ""];
  return start && isOfLaunch(because) ? start(text) : `AccessDeniedException: ${text}`;
}

/** What FireLens sends, the router itself asks for, with the task role: it fails in the router's log. */
function isOfLaunch({ what }: Because): boolean {
  return !/through FireLens/.test(what);
}
