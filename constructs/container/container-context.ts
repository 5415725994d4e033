import type { Location } from "../../aws/arn";
import type { Statement } from "../../aws/policy/statement";

/** Where a container will run, as far as that decides what is allowed and what its JSON looks like. */
export interface Platform {
  readonly fargate: boolean;
  readonly linux: boolean;
  readonly networkMode: string;
  /** The log group of containers that name none. */
  readonly logGroupName: string;
}

/** What rendering a container gives beside its JSON: the permissions it needs, and what is wrong with it. */
export class ContainerContext {
  /** What ECS needs to start the container. */
  readonly execution: Statement[] = [];
  /** What the container needs while it runs. */
  readonly task: Statement[] = [];
  readonly problems: string[] = [];
  /** Whether a container logs to the task's own log group. */
  usesTaskLogGroup = false;

  constructor(
    readonly location: Location & { readonly dnsSuffix: string },
    readonly platform: Platform,
  ) {}

  /** The endpoint of a service, as KMS sees it in `kms:ViaService`. */
  endpoint(service: string, region = this.location.region): string {
    return `${service}.${region}.${this.location.dnsSuffix}`;
  }

  check(condition: boolean, problem: string): void {
    if (!condition) this.problems.push(problem);
  }
}
