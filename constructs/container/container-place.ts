import type { TaskLocation } from "../../aws/ecs/needs/needs-context";

/** Where a container will run, as far as that decides what is allowed and what its JSON looks like. */
export interface ContainerPlace {
  readonly location: TaskLocation;
  readonly fargate: boolean;
  readonly linux: boolean;
  readonly networkMode: string;
  /** The log group of containers that name none. */
  readonly logGroupName: string;
}
