import { type KmsKey, keyRule } from "../roles/kms-key";
import { anything, type Rule, required, shape } from "../validation/rules";
import type { ContainerContext } from "./container-context";
import { Secret } from "./secret";

/**
 * A Secrets Manager secret with the user name and password of a registry. Grants the execution role
 * `secretsmanager:GetSecretValue` on it, and with a key `kms:Decrypt`, as for any secret.
 */
export interface RepositoryCredentials {
  /** The secret's ARN, or its name. A secret of another account needs a key. */
  readonly secretArn: string;
  /** The customer-managed key it is encrypted with. @default - the key that AWS manages */
  readonly key?: KmsKey;
}

export function repositoryCredentialsRule(region: string): Rule {
  return shape<RepositoryCredentials>({ secretArn: required(anything), key: keyRule(region) });
}

export function renderRepositoryCredentials(
  credentials: RepositoryCredentials | undefined,
  context: ContainerContext,
  at: string,
): object | undefined {
  if (!credentials) return undefined;
  const { secretArn, key } = credentials;
  return { credentialsParameter: Secret.fromSecretsManager(secretArn, { key }).render(context, `${at}.secretArn`) };
}
