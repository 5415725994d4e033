import type { CacheUse, NeedsContext } from "../../aws/ecs/needs/needs-context";
import type { KeyReference } from "../../aws/kms";
import { knownText } from "../environment/known-text";
import type { KmsKey } from "../roles/kms-key";

type Said = Required<Pick<NeedsContext, "keys" | "services" | "caches" | "credentialSecrets">>;

/** What rendering containers tells beside their JSON: what that cannot say, and the task's needs depend on. Texts are taken as they are once what is known is written out. */
export class TaskFacts {
  /** Whether a container logs to the task's own log group. */
  usesTaskLogGroup = false;
  private readonly keys = new Map<string, KeyReference[]>();
  private readonly services = new Map<string, "ssm" | "secretsmanager">();
  private readonly caches = new Map<string, CacheUse>();
  private readonly credentialSecrets = new Map<string, string[]>();

  /** That what a text names is encrypted with a key. */
  addKey(text: string, key: KmsKey | undefined): void {
    const known = knownText(text);
    if (key) this.keys.set(known, [...(this.keys.get(known) ?? []), key.reference]);
  }

  /** Which service a `valueFrom` is of, whatever is known of its ARN. */
  addService(valueFrom: string, service: "ssm" | "secretsmanager"): void {
    this.services.set(knownText(valueFrom), service);
  }

  /** That an image comes through a pull-through cache. Where two containers have it, either may be the first to pull. */
  addCache(image: string, { createRepository, tagRepository }: CacheUse): void {
    const known = this.caches.get(knownText(image));
    this.caches.set(knownText(image), {
      createRepository: createRepository || known?.createRepository,
      tagRepository: tagRepository || known?.tagRepository,
    });
  }

  /** The secret that a credential spec names inside. Where two containers say another of one spec, either may be right. */
  addCredentialSecret(spec: string, valueFrom: string): void {
    const known = this.credentialSecrets.get(knownText(spec)) ?? [];
    this.credentialSecrets.set(knownText(spec), [...new Set([...known, knownText(valueFrom)])]);
  }

  get said(): Said {
    return {
      keys: Object.fromEntries(this.keys),
      services: Object.fromEntries(this.services),
      caches: Object.fromEntries(this.caches),
      credentialSecrets: Object.fromEntries(this.credentialSecrets),
    };
  }
}
