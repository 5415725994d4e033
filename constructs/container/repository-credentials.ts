import { type KmsKey, keyRule } from "../roles/kms-key";
import { anything, both, type Rule, required, shape } from "../validation/rules";
import type { ContainerPlace } from "./container-place";
import { Secret } from "./secret";
import type { TaskFacts } from "./task-facts";

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

export function repositoryCredentialsRule(place: ContainerPlace): Rule {
  const { region } = place.location;
  return both(shape<RepositoryCredentials>({ secretArn: required(anything), key: keyRule(region) }), (value, at) => {
    const { secretArn, key } = value as RepositoryCredentials;
    return Secret.fromSecretsManager(secretArn, { key }).check(place, `${at}.secretArn`);
  });
}

export function renderRepositoryCredentials(
  { secretArn, key }: RepositoryCredentials,
  place: ContainerPlace,
  facts: TaskFacts,
): object {
  return { credentialsParameter: Secret.fromSecretsManager(secretArn, { key }).render(place, facts) };
}
