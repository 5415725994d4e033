import { type AccessDenied, parseAccessDenied } from "../access-denied";

/** What a message says of why a task did not start, or of what the application was denied. */
export interface StoppedReason {
  /** What was denied, where something was. */
  readonly denied?: AccessDenied;
  /** The action ECS was about to take, where the message says so in other words, or was cut off before AWS's own. */
  readonly during?: LaunchStep;
  /** What is the matter where no permission is, and what to do. */
  readonly elsewhere?: string;
  /** Whether the message ends before it is over: the API keeps 255 characters of a container's, 1,024 of a task's. */
  readonly isCut: boolean;
}

/** A step of ECS's own on the way to a running task. */
export interface LaunchStep {
  readonly action: string;
  readonly what: string;
}

/** By ECS's words, most specific first. Source: ECS developer guide, "Stopped tasks error messages"; amazon-ecs-agent. */
const STEPS: readonly (readonly [words: RegExp, action: string, what: string])[] = [
  [/Access to KMS is not allowed/i, "kms:Decrypt", "decrypting a secret"],
  [/ecr registry auth|getauthorizationtoken/i, "ecr:GetAuthorizationToken", "signing in to ECR"],
  [/secrets? from ssm|ssm parameters/i, "ssm:GetParameters", "fetching parameters"],
  [/secrets? from asm|secrets ?manager/i, "secretsmanager:GetSecretValue", "fetching a secret"],
  [/env files?|environment file/i, "s3:GetObject", "fetching an environment file"],
  [/log stream|logger args|awslogs/i, "logs:CreateLogStream", "making a log stream"],
  [/log group/i, "logs:CreateLogGroup", "making a log group"],
  [/EFS|mount\.nfs4/i, "elasticfilesystem:ClientMount", "mounting EFS"],
  [/CannotPull|pull image|pull access denied/i, "ecr:BatchGetImage", "pulling an image"],
];

/** Messages that no grant helps against. */
const ELSEWHERE: readonly (readonly [words: RegExp, what: string])[] = [
  [
    /i\/o timeout|context deadline exceeded|Client\.Timeout|connection issue between|dial tcp|request canceled|connection refused|TLS handshake timeout/i,
    "the network: the task reaches no endpoint of that service; give its subnet a route (a NAT gateway, a public IP, or a VPC endpoint whose policy and security group let it in)",
  ],
  [
    /manifest unknown|not found: manifest|(image|ref) .*not found|does not exist or may require|repository .* (does not exist|not found)/i,
    "the image: its repository or tag does not exist under that name; push it, or name one that is there",
  ],
  [
    /can't find the specified secret|ParameterNotFound|invalid ssm parameters/i,
    "the secret or parameter does not exist under that name, in that region and account",
  ],
  [
    /did not contain json key|retrieved secret .* key/i,
    "the secret has no such JSON key: correct what follows the ARN in valueFrom",
  ],
  [
    /specified log group does not exist/i,
    "the log group does not exist: make it, or set awslogs-create-group with logs:CreateLogGroup",
  ],
  [/exec format error/i, "the image is for another CPU architecture than the task's runtime platform"],
  [/executable file not found|no such file or directory/i, "the command is not in the image"],
  [/OutOfMemory|OOM/i, "the container was killed for its memory: raise its limit"],
  [
    /too ?many ?requests|toomanyrequests|rate exceeded|ThrottlingException/i,
    "the registry or service throttles: pull through a cache, or try again later",
  ],
  [
    /unable to assume the (service-linked )?role/i,
    "the role's trust policy does not let ecs-tasks.amazonaws.com assume it for this task, or the role is not there: what the role is allowed does not matter",
  ],
  [/failed (ELB|container) health checks/i, "the health check fails: the container's own log says why"],
  [/Essential container in task exited/i, "an essential container ended: its own log says why"],
];

/** Messages that tell of no cause, and where it is told. */
const TOLD_ELSEWHERE: readonly (readonly [words: RegExp, where: string])[] = [
  [
    /Encoded authorization failure message/i,
    "what was denied is encoded in the message: 'aws sts decode-authorization-message' tells, to whom may call it",
  ],
  [
    /TargetNotConnectedException/,
    "ECS Exec does not reach the task: its task role lacks ssmmessages, or its subnet has no way to Systems Manager, or exec was off when it started; the agent's log says which",
  ],
  [
    /unable to locate credentials|could not load credentials/i,
    "the task has no task role, or the application does not ask the container's credentials endpoint",
  ],
  [
    /Access ?Denied|not authorized|Unauthorized/i,
    "the message does not say who was denied what: CloudTrail's event of it does",
  ],
];

/** Where the cause is told that a message does not tell. */
export function toldElsewhere(message: string): string | undefined {
  return TOLD_ELSEWHERE.find(([words]) => words.test(message))?.[1];
}

/** Reads a message of ECS's or of AWS's, whole or cut off. */
export function parseStoppedReason(message: string): StoppedReason {
  const text = message.replace(/\s+/g, " ").trim();
  const cutWithin = /Acc[A-Za-z]*(\.\.\.|…)$/.test(text);
  // A registry says no more than that where it denies a pull.
  const isRefused = /CannotPull/i.test(text) && /403 Forbidden/i.test(text);
  const denied =
    parseAccessDenied(text) ?? (cutWithin || isRefused ? { because: { kind: "not said" as const } } : undefined);
  const step = STEPS.find(([words]) => words.test(text));
  const isDenied = denied !== undefined && (denied.action !== undefined || /denied|not authorized/i.test(text));
  const elsewhere =
    isDenied && denied?.principal !== undefined ? undefined : ELSEWHERE.find(([words]) => words.test(text))?.[1];
  return {
    ...(denied && elsewhere === undefined && { denied }),
    ...(step && { during: { action: step[1], what: step[2] } }),
    ...(elsewhere !== undefined && { elsewhere }),
    isCut:
      /(\.\.\.|…)$/.test(text) ||
      (text.length >= 255 && !/action$|[.)]$|request id: \S+$/i.test(text) && denied?.because.kind === "not said"),
  };
}
