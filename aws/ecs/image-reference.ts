import { dnsSuffixOf } from "../partition";

/** An image by what its name says. */
export interface ImageReference {
  /** The registry's host, `public.ecr.aws` for example. @default - Docker Hub */
  readonly registry?: string;
  readonly repository: string;
  /** @default - `latest`, unless there is a digest */
  readonly tag?: string;
  readonly digest?: string;
  /** Where the repository is, if it is a private one of ECR's. */
  readonly ecr?: EcrRegistry;
  /** Whether the registry is known only later. */
  readonly isLater: boolean;
}

/** A private registry of ECR's, whichever of its endpoints is named. */
export interface EcrRegistry {
  readonly account: string;
  readonly region: string;
}

/** The kinds of endpoints that one ECR registry has. */
export interface EcrEndpoint {
  /** @default false */
  readonly fips?: boolean;
  /** @default false */
  readonly dualStack?: boolean;
}

const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::\d+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;
const ECR_HOST =
  /^(\d{12}|later\d+)\.(?:dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+|dkr-ecr(?:-fips)?\.([a-z0-9-]+)\.on\.[a-z0-9.-]+)$/;

/**
 * What an image's name means, or undefined where it is none: `[<host>/]<repository>[:<tag>][@<digest>]`, without a scheme.
 * Parts that are known only later (`${…}`) stay what they are.
 * Sources: distribution/reference, its grammar; ECR user guide, ecr-requests.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const later: string[] = [];
  const masked = text.replace(/\$\{[^}]*\}/g, (part) => `later${later.push(part) - 1}`);
  const parsed = parseKnown(masked);
  if (!parsed) return undefined;
  const isLater = text.startsWith("${") && parsed.ecr === undefined;
  const restored = JSON.stringify({ ...parsed, isLater }, (_, value) => restore(value, later));
  return JSON.parse(restored);
}

function restore(value: unknown, later: readonly string[]): unknown {
  if (typeof value !== "string") return value;
  return value.replace(/later(\d+)/g, (part, index) => later[Number(index)] ?? part);
}

function parseKnown(text: string): Omit<ImageReference, "isLater"> | undefined {
  const [name = "", digest, ...rest] = text.split("@");
  if (rest.length > 0 || !(digest === undefined || DIGEST.test(digest) || /^later\d+$/.test(digest))) return undefined;
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const isHost = /[.:A-Z]/.test(first) || first === "localhost";
  const [repository = "", tag, ...more] = (isHost ? name.slice(slash + 1) : name).split(":");
  if (more.length > 0 || !PATH.test(repository) || (isHost && !HOST.test(first))) return undefined;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const ecr = ecrRegistryOf(first);
  return {
    repository,
    ...(isHost && { registry: first }),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...(ecr && { ecr }),
  };
}

/** The registry behind a host of ECR's, or undefined. */
function ecrRegistryOf(host: string): EcrRegistry | undefined {
  const [, account, region, dualStackRegion] = ECR_HOST.exec(host) ?? [];
  const place = region ?? dualStackRegion;
  return account && place ? { account, region: place } : undefined;
}

/** The host of a registry. Dual-stack endpoints are under a domain of their own. Source: ECR user guide, ecr-requests. */
export function ecrHost({ account, region }: EcrRegistry, dnsSuffix: string, endpoint: EcrEndpoint = {}): string {
  const fips = endpoint.fips ? "-fips" : "";
  if (!endpoint.dualStack) return `${account}.dkr.ecr${fips}.${region}.${dnsSuffix}`;
  const domain = dnsSuffix === dnsSuffixOf("aws-cn") ? "on.amazonwebservices.com.cn" : "on.aws";
  return `${account}.dkr-ecr${fips}.${region}.${domain}`;
}
