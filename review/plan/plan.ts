/** A part of a plan whose form the resource's type decides. */
export type Values = Readonly<Record<string, unknown>>;

/** What `terraform show -json` prints of a plan, as far as a review reads it. Source: Terraform, JSON output format 1.x. */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes: readonly PlannedChange[];
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly configuration?: Configuration;
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
  /** What was found changed outside Terraform. */
  readonly resource_drift?: readonly PlannedChange[];
  readonly deferred_changes?: readonly DeferredChange[];
  readonly action_invocations?: readonly ActionInvocation[];
  readonly checks?: readonly Check[];
  readonly complete?: boolean;
  readonly errored?: boolean;
}

/** A change Terraform leaves to a later plan. */
export interface DeferredChange {
  readonly reason?: string;
  readonly resource_change?: PlannedChange;
}

/** An action of a provider's that the apply runs. */
export interface ActionInvocation {
  readonly address?: string;
  readonly type?: string;
}

/** A condition the configuration states, with how it stands. */
export interface Check {
  readonly address?: { readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly {
    readonly address?: { readonly to_display?: string };
    readonly status?: string;
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}

export interface PlannedChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode?: string;
  readonly type: string;
  readonly name?: string;
  readonly index?: string | number;
  readonly deposed?: string;
  /** Set where a refresh found the change: Terraform does not write this, it lists such changes apart. */
  readonly refreshed?: true;
  readonly change: {
    readonly actions: readonly string[];
    readonly before?: Values | null;
    readonly after?: Values | null;
    readonly after_unknown?: unknown;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
    readonly importing?: unknown;
  };
}

export interface Configuration {
  readonly provider_config?: Readonly<Record<string, { readonly name?: string; readonly expressions?: Values }>>;
  readonly root_module?: ConfigurationModule;
}

export interface ConfigurationModule {
  readonly resources?: readonly ConfigurationResource[];
  readonly outputs?: Readonly<Record<string, { readonly expression?: unknown }>>;
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
}

export interface ModuleCall {
  readonly expressions?: Values;
  readonly for_each_expression?: unknown;
  readonly module?: ConfigurationModule;
}

export interface ConfigurationResource {
  readonly address: string;
  readonly provider_config_key?: string;
  readonly expressions?: Values;
  readonly for_each_expression?: unknown;
}

export interface StateModule {
  readonly child_modules?: readonly StateModule[];
  readonly resources?: readonly StateResource[];
}

export interface StateResource {
  readonly address?: string;
  readonly type?: string;
  readonly mode?: string;
  readonly values?: Values;
}
