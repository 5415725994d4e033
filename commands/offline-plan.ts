import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CommandError } from "./command-error";

/** A stack's Terraform JSON, as far as an offline plan changes it. */
interface StackJson {
  terraform: Record<string, unknown>;
  provider: { aws: Record<string, unknown>[] };
}

export interface OfflinePlan {
  /** What `terraform show` prints. */
  readonly text: string;
  /** What `terraform show -json` prints. */
  readonly json: string;
}

/** What makes the AWS provider ask AWS nothing. */
export const OFFLINE_PROVIDER = {
  access_key: "offline",
  secret_key: "offline",
  skip_credentials_validation: true,
  skip_requesting_account_id: true,
  skip_region_validation: true,
  skip_metadata_api_check: true,
};

/** Where an app writes a stack's JSON. */
export function stackFile(environment: string, outdir = "cdktf.out"): string {
  return join(outdir, "stacks", environment, "cdk.tf.json");
}

/** The stacks an app has written. */
export function stackNames(outdir = "cdktf.out"): readonly string[] {
  const folder = join(outdir, "stacks");
  return existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(stackFile(name, outdir))) : [];
}

/**
 * Plans a stack against empty state without an AWS account: state in a temporary folder, keys that are never used, and no
 * check of the account. Everything else is the stack's own JSON.
 */
export function planOffline(file: string): OfflinePlan {
  if (!existsSync(file)) throw new CommandError(`${file} does not exist: synthesize first, with cdktf synth`);
  const folder = mkdtempSync(join(tmpdir(), "plan-offline-"));
  try {
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(offlineStack(JSON.parse(readFileSync(file, "utf8")))));
    terraform(folder, "init", "-input=false", "-no-color");
    terraform(folder, "plan", "-input=false", "-no-color", "-out=plan");
    return { text: terraform(folder, "show", "-no-color", "plan"), json: terraform(folder, "show", "-json", "plan") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A stack that is planned without an AWS account: its state is a file beside it, its keys are never used. */
export function offlineStack(stack: StackJson): StackJson {
  const { allowed_account_ids: _accounts, assume_role: _role, ...provider } = stack.provider.aws[0] ?? {};
  return {
    ...stack,
    terraform: { ...stack.terraform, backend: { local: { path: "terraform.tfstate" } } },
    provider: {
      aws: [
        {
          ...provider,
          ...OFFLINE_PROVIDER,
        },
      ],
    },
  };
}

/** Plans a stack with its own backend and the credentials at hand; gives what `terraform show -json` prints. */
export function planOnline(file: string): string {
  const folder = dirname(file);
  terraform(folder, "init", "-input=false", "-no-color");
  terraform(folder, "plan", "-input=false", "-no-color", "-out=plan.tfplan");
  return terraform(folder, "show", "-json", "plan.tfplan");
}

/** Runs terraform in a folder and gives what it printed. */
export function terraform(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  const { status, stdout, stderr, error } = spawnSync("terraform", args, {
    cwd: folder,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (error)
    throw new CommandError(
      `terraform could not be run (${error.message}): install Terraform 1.10 or later and put it on the PATH`,
    );
  if (status !== 0) throw new CommandError(`terraform ${args[0]} failed:\n${stderr || stdout}`);
  return stdout;
}
