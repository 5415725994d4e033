import type { Environment } from "./environment";

/** What a stack is for, and where it lives. */
export interface EnvironmentStackProps {
  /** The service's name: the `service` tag, and the first part of the state's key. 1 to 64 letters, digits, `-` or `_`. */
  readonly service: string;
  /** The environment to build the stack for. Members of your own are left alone. */
  readonly environment: Environment;
  /**
   * The stack's id in the app, for several stacks of one environment: 1 to 64 letters, digits, `-` or `_`. It names the
   * stack's folder, its state too, and is part of no address.
   * @default - the environment's name
   */
  readonly stackId?: string;
  /**
   * The AWS provider's versions, a constraint of Terraform's with a floor. A floor of 6.8.0 lets queues take messages of up
   * to 1 MiB.
   * @default ">= 5.100.0, < 7.0.0"
   */
  readonly providerVersions?: string;
}
