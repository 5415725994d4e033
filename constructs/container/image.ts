import { formatArn } from "../../aws/arn";
import { pullStatements } from "../../aws/ecs/execution-statements";
import { problem } from "../../aws/messages";
import { accountId, regionName } from "../environment/environment-rules";
import { boolean, checkMembers, matching, type RulesOf, required, shape } from "../validation/rules";
import type { ContainerContext } from "./container-context";

/** Which image of an ECR repository to run, and where the repository is. */
export interface EcrImageOptions {
  /** The image's tag, up to 128 letters, digits or `. _ -`. Give this or `digest`. */
  readonly tag?: string;
  /** The image's digest, `sha256:` and 64 hexadecimal digits. Give this or `tag`. */
  readonly digest?: string;
  /**
   * The account of the registry. Another account's repository policy must let the execution role pull.
   * @default - the environment's account
   */
  readonly account?: string;
  /** @default - the environment's region */
  readonly region?: string;
  /**
   * The repository is a pull-through cache of another registry.
   * @default - it holds the image itself
   */
  readonly pullThroughCache?: PullThroughCache;
}

/** A repository that ECR fills from another registry. */
export interface PullThroughCache {
  /**
   * Whether the first pull creates the repository.
   * @default false
   */
  readonly createRepository?: boolean;
}

const ecrOptionRules: RulesOf<EcrImageOptions> = {
  tag: matching(/^\w[\w.-]{0,127}$/, "be 1 to 128 letters, digits or . _ -"),
  digest: matching(/^sha256:[0-9a-f]{64}$/, "be sha256: and 64 hexadecimal digits"),
  account: accountId,
  region: regionName,
  pullThroughCache: shape<PullThroughCache>({ createRepository: boolean }),
};

const repositoryRule = required(
  matching(
    /^(?=.{2,256}$)([a-z0-9]+([._-]+[a-z0-9]+)*\/)*[a-z0-9]+([._-]+[a-z0-9]+)*$/,
    "be an ECR repository name: 2 to 256 lower-case letters, digits or . _ - /",
  ),
);
const uriRule = required(
  matching(/^[a-z0-9]([\w.:/@-]*\w)?$/, "be an image name such as public.ecr.aws/nginx/nginx:1.27"),
);
const PRIVATE_ECR = /^\d{12}\.dkr[.-]ecr[.-]/;

/** The image of a container. */
export abstract class Image {
  /**
   * An image in a private ECR repository. Grants the execution role `ecr:GetAuthorizationToken` (which takes no resource),
   * and on the repository `ecr:BatchGetImage` and `ecr:GetDownloadUrlForLayer`; through a pull-through cache also
   * `ecr:BatchImportUpstreamImage`, and `ecr:CreateRepository` if the first pull creates the repository.
   */
  static fromEcr(repositoryName: string, options: EcrImageOptions): Image {
    return new EcrImage(repositoryName, options);
  }

  /**
   * An image in any other registry, by its full name, `public.ecr.aws/nginx/nginx:1.27` for example. Grants nothing;
   * a registry that asks for a password takes the container's `repositoryCredentials`.
   */
  static fromRegistry(name: string): Image {
    return new RegistryImage(name);
  }

  /**
   * The image's name in the container's JSON.
   * @internal
   */
  abstract render(context: ContainerContext, at: string): string;
}

class EcrImage extends Image {
  constructor(
    private readonly repositoryName: string,
    private readonly options: EcrImageOptions,
  ) {
    super();
  }

  render(context: ContainerContext, at: string): string {
    const { location } = context;
    const { tag, digest, pullThroughCache, account = location.account, region = location.region } = this.options ?? {};
    context.problems.push(...repositoryRule(this.repositoryName, `${at}.repositoryName`));
    context.problems.push(...checkMembers(this.options ?? {}, ecrOptionRules, at));
    context.check(
      (tag === undefined) !== (digest === undefined),
      problem(at, "have either a tag or a digest", tag === undefined ? undefined : `${tag} and ${digest}`),
    );
    const resource = `repository/${this.repositoryName}`;
    const repositoryArn = formatArn({ ...location, service: "ecr", account, region, resource });
    context.execution.push(...pullStatements([repositoryArn], cacheActions(pullThroughCache)));
    const version = digest === undefined ? `:${tag}` : `@${digest}`;
    return `${account}.dkr.ecr.${region}.${location.dnsSuffix}/${this.repositoryName}${version}`;
  }
}

function cacheActions(cache: PullThroughCache | undefined): readonly string[] {
  if (!cache) return [];
  return cache.createRepository
    ? ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
    : ["ecr:BatchImportUpstreamImage"];
}

class RegistryImage extends Image {
  constructor(private readonly name: string) {
    super();
  }

  render(context: ContainerContext, at: string): string {
    context.problems.push(...uriRule(this.name, at));
    context.check(
      !PRIVATE_ECR.test(this.name),
      problem(at, "not be a private ECR image", this.name, "use Image.fromEcr, which grants the pull"),
    );
    return this.name;
  }
}
