import type { ResourceStatement } from "../policy/statement";

/**
 * What ECS needs of a role to start a task, by what it does. One function each, so that whatever asks for it is granted the
 * same. Sources: ECR user guide, "Using Amazon ECR images with Amazon ECS"; ECS developer guide, using_awslogs and
 * specifying-sensitive-data; amazon-ecs-agent, agent/ssm/ssm.go.
 */

/** Pulls from ECR. The token is for the whole registry and takes no resource. */
export function pullStatements(
  repositoryArns: readonly string[],
  furtherActions: readonly string[] = [],
): readonly ResourceStatement[] {
  return [
    { sid: "ECRGetAuthorizationToken", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
    {
      sid: "ECRPullImages",
      actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", ...furtherActions],
      resources: repositoryArns,
    },
  ];
}

/** Writes streams and events, which are authorised below the group: without the `:*` nothing is granted. */
export function logStatement(logGroupArns: readonly string[]): ResourceStatement {
  const resources = logGroupArns.map((arn) => `${arn}:*`);
  return { sid: "LogsWriteStreams", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources };
}

/**
 * What acts on a log group itself. AWS authorises it on the group with `:log-stream:` behind its name, and its reference
 * has the name alone: both are the group and no other.
 * Sources: CloudWatch Logs user guide, managing access permissions; terraform-aws-modules/terraform-aws-ecs#145.
 */
export function logGroupStatement(sid: string, actions: readonly string[], logGroupArn: string): ResourceStatement {
  return { sid, actions, resources: [logGroupArn, `${logGroupArn}:*`] };
}

/** Fetches parameters; the agent asks for several at once and never for one. */
export function parametersStatement(parameterArns: readonly string[]): ResourceStatement {
  return { sid: "SSMGetParameters", actions: ["ssm:GetParameters"], resources: parameterArns };
}

/** Fetches secrets of Secrets Manager. */
export function secretsStatement(secretArns: readonly string[]): ResourceStatement {
  return { sid: "SecretsManagerGetSecretValues", actions: ["secretsmanager:GetSecretValue"], resources: secretArns };
}
