// The bench installs its own packages when it runs: types are checked without them.
declare module "vega";
declare module "vega-lite" {
  export type TopLevelSpec = object;
  export function compile(specification: TopLevelSpec): { readonly spec: unknown };
}
