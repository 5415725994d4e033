import { Token } from "cdktf";
import { ecrHost, type ImageReference, parseImageReference } from "../../aws/ecs/image-reference";
import { problem } from "../../aws/messages";
import { partitionOf } from "../../aws/partition";
import { accountId, regionName } from "../environment/environment-rules";
import { boolean, both, checkMembers, matching, type Rule, type RulesOf, required, shape } from "../validation/rules";
import type { ContainerPlace } from "./container-place";
import type { TaskFacts } from "./task-facts";

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
  /** A region of the environment's partition. @default - the environment's region */
  readonly region?: string;
  /** Whether to pull from the FIPS endpoint. @default false */
  readonly fips?: boolean;
  /** Whether to pull from the endpoint that has IPv6 too. @default false */
  readonly dualStack?: boolean;
  /**
   * The repository is a pull-through cache of another registry.
   * @default - it holds the image itself
   */
  readonly pullThroughCache?: PullThroughCache;
}

/** A repository that ECR fills from another registry. */
export interface PullThroughCache {
  /**
   * Whether the first pull creates the repository. Grants `ecr:CreateRepository`.
   * @default false
   */
  readonly createRepository?: boolean;
  /**
   * Whether what it creates carries tags, which a repository creation template says. Grants `ecr:TagResource`.
   * @default false
   */
  readonly tagRepository?: boolean;
}

/** The image of a container. */
export abstract class Image {
  /**
   * An image in a private ECR repository. Grants the execution role `ecr:GetAuthorizationToken` (which takes no resource),
   * and on the repository `ecr:BatchGetImage` and `ecr:GetDownloadUrlForLayer`; through a pull-through cache also
   * `ecr:BatchImportUpstreamImage`, `ecr:CreateRepository` if the first pull creates the repository, and
   * `ecr:TagResource` if it tags it.
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
   * Its tag, if it is named by one.
   * @internal
   */
  abstract readonly tag: string | undefined;

  /**
   * What is wrong with it.
   * @internal
   */
  abstract check(place: ContainerPlace, at: string): readonly string[];

  /**
   * The image's name in the container's JSON.
   * @internal
   */
  abstract render(place: ContainerPlace, facts: TaskFacts): string;
}

const repositoryRule: Rule = (value, at) => {
  const { ecr, repository } = parsed(value) ?? {};
  if (!ecr) return repositoryNameRule(value, at);
  const remedy = `say Image.fromEcr("${repository}", { account: "${ecr.account}", region: "${ecr.region}", … })`;
  return [problem(at, "be the repository's name alone", value, remedy)];
};
const repositoryNameRule = required(
  matching(
    /^(?=.{2,256}$)([a-z0-9]+([._-]+[a-z0-9]+)*\/)*[a-z0-9]+([._-]+[a-z0-9]+)*$/,
    "be an ECR repository name: 2 to 256 lower-case letters, digits or . _ - /",
  ),
);

const regionRule = ({ location }: ContainerPlace): Rule =>
  both(regionName, (value, at) =>
    Token.isUnresolved(value) || partitionOf(String(value)) === location.partition
      ? []
      : [problem(at, `be a region of the partition ${location.partition}`, value, "roles reach no further")],
  );

const ecrOptionRules = (place: ContainerPlace): RulesOf<EcrImageOptions> => ({
  tag: matching(/^\w[\w.-]{0,127}$/, "be 1 to 128 letters, digits or . _ -"),
  digest: matching(/^sha256:[0-9a-f]{64}$/, "be sha256: and 64 hexadecimal digits"),
  account: accountId,
  region: regionRule(place),
  fips: boolean,
  dualStack: boolean,
  pullThroughCache: shape<PullThroughCache>({ createRepository: boolean, tagRepository: boolean }),
});

class EcrImage extends Image {
  private readonly options: EcrImageOptions;

  constructor(
    private readonly repositoryName: string,
    options: EcrImageOptions | undefined,
  ) {
    super();
    this.options = options ?? {};
  }

  get tag(): string | undefined {
    return this.options.tag;
  }

  check(place: ContainerPlace, at: string): readonly string[] {
    const { tag, digest } = this.options;
    const one = (tag === undefined) !== (digest === undefined);
    return [
      ...repositoryRule(this.repositoryName, `${at}.repositoryName`),
      ...checkMembers(this.options, ecrOptionRules(place), at),
      ...(one
        ? []
        : [problem(at, "have either a tag or a digest", tag === undefined ? undefined : `${tag} and ${digest}`)]),
    ];
  }

  render({ location }: ContainerPlace, facts: TaskFacts): string {
    const { tag, digest, pullThroughCache, account = location.account, region = location.region } = this.options;
    const host = ecrHost({ account, region }, location.dnsSuffix, this.options);
    const image = `${host}/${this.repositoryName}${digest === undefined ? `:${tag}` : `@${digest}`}`;
    if (pullThroughCache) facts.addCache(image, pullThroughCache);
    return image;
  }
}

class RegistryImage extends Image {
  constructor(private readonly name: string) {
    super();
  }

  get tag(): string | undefined {
    return parsed(this.name)?.tag;
  }

  check(_place: ContainerPlace, at: string): readonly string[] {
    const reference = parsed(this.name);
    if (!reference) {
      const remedy = /^\w+:\/\//.test(String(this.name)) ? "without a scheme" : "one tag, one whole digest";
      return [problem(at, "be an image name such as public.ecr.aws/nginx/nginx:1.27", this.name, remedy)];
    }
    if (reference.ecr) {
      const { account, region } = reference.ecr;
      const remedy = `use Image.fromEcr("${reference.repository}", { account: "${account}", region: "${region}", … }), which grants the pull`;
      return [problem(at, "not be a private ECR image", this.name, remedy)];
    }
    if (reference.isLater) {
      const remedy = "use Image.fromEcr with the repository's name, which grants the pull, or give the name itself";
      return [problem(at, "say which registry it is of", this.name, remedy)];
    }
    return [];
  }

  render(): string {
    return this.name;
  }
}

function parsed(name: unknown): ImageReference | undefined {
  return typeof name === "string" ? parseImageReference(name) : undefined;
}
