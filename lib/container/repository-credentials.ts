import { type KmsKey, keyRule } from "../kms-key";
import { arnOf, type Rule, required, shape } from "../validation/rules";
import type { ContainerContext } from "./container-context";
import { grantSecret } from "./secret";

/**
 * A Secrets Manager secret with the user name and password of a registry. Grants the execution role
 * `secretsmanager:GetSecretValue` on it, and with a key `kms:Decrypt`, as for any secret.
 */
export interface RepositoryCredentials {
  /** The secret's ARN. */
  readonly secretArn: string;
  /** The customer-managed key it is encrypted with. @default - the key that AWS manages */
  readonly key?: KmsKey;
}

export function repositoryCredentialsRule(region: string): Rule {
  return shape<RepositoryCredentials>({
    secretArn: required(
      arnOf("secretsmanager", /^secret:[^:]+$/, "arn:aws:secretsmanager:<region>:<account>:secret:<name>"),
    ),
    key: keyRule(region),
  });
}

export function renderRepositoryCredentials(
  credentials: RepositoryCredentials | undefined,
  context: ContainerContext,
): object | undefined {
  if (!credentials) return undefined;
  grantSecret(context, credentials.secretArn, credentials.key, false);
  return { credentialsParameter: credentials.secretArn };
}
