import { spawn } from "node:child_process";
import { terraform } from "../commands/offline-plan";
import type { IdentityEndpoint } from "./identity-endpoint";
import type { Resource } from "./synthesized";

export interface PlannedResource {
  readonly module_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly change: { readonly after: Resource; readonly after_unknown: Resource };
}

/** What a folder's first plan makes, with an endpoint that answers for AWS. */
export async function planModule(folder: string, endpoint: IdentityEndpoint): Promise<readonly PlannedResource[]> {
  terraform(folder, "init", "-input=false");
  await run(folder, await endpoint.start(), "plan", "-input=false", "-refresh=false", "-out=plan", "-no-color");
  return JSON.parse(terraform(folder, "show", "-json", "plan")).resource_changes;
}

/** Terraform while this process answers. */
function run(folder: string, environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment, CHECKPOINT_DISABLE: "1" };
    const child = spawn("terraform", args, { cwd: folder, env });
    const errors: string[] = [];
    child.stderr.on("data", (text) => errors.push(String(text)));
    child.stdout.resume();
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(errors.join("").slice(0, 20_000)))));
  });
}
