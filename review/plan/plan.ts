/** A part of a plan whose form the resource's type decides. */
export type Values = Readonly<Record<string, unknown>>;

/** What `terraform show -json` prints of a plan, as far as a review reads it. Source: Terraform, JSON output format 1.x. */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes: readonly PlannedChange[];
  readonly configuration?: Configuration;
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
  readonly complete?: boolean;
  readonly errored?: boolean;
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
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
}

export interface ModuleCall {
  readonly expressions?: Values;
  readonly module?: ConfigurationModule;
}

export interface ConfigurationResource {
  readonly address: string;
  readonly provider_config_key?: string;
  readonly expressions?: Values;
}

export interface StateModule {
  readonly resources?: readonly { readonly type?: string; readonly mode?: string; readonly values?: Values }[];
}
