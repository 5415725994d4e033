import { constants, isAscii, isUtf8 } from "node:buffer";
import { ReviewError } from "../review-error";
import type { Plan } from "./plan";
import { planOfState, type ShownState } from "./shown-state";
import { isSynthesizedStack, planOfStack } from "./synthesized-stack";

const HOW = "make one with 'terraform plan -out=plan.tfplan' and 'terraform show -json plan.tfplan > plan.json'";

/** Reads what `terraform show -json` printed. `name` is how the input is called in an error. */
export function readPlan(bytes: Uint8Array, name: string): Plan {
  return checkPlan(readJson(bytes, name), name);
}

/**
 * The same of a plan, of a state, which is read as a plan that changes nothing, or of a synthesized stack, which is read as
 * one that creates everything.
 */
export function readAnySource(bytes: Uint8Array, name: string): Plan {
  const value = readJson(bytes, name);
  if (isObject(value) && isSynthesizedStack(value)) return planOfStack(value);
  return checkPlan(isShownState(value) ? planOfState(value) : value, name);
}

/** The JSON of a file that Terraform wrote or reads. */
export function readJson(bytes: Uint8Array, name: string): unknown {
  return parse(decode(bytes, name), name);
}

/** Whether a value is what `terraform show -json` prints of a plan. */
export function isPlan(value: unknown): boolean {
  return isObject(value) && "format_version" in value && ("resource_changes" in value || "planned_values" in value);
}

function isShownState(value: unknown): value is ShownState {
  return (
    isObject(value) && typeof value.format_version === "string" && "values" in value && !("planned_values" in value)
  );
}

/** Text in UTF-8, or in UTF-16 with its byte order mark: what PowerShell's `>` writes. */
function decode(bytes: Uint8Array, name: string): string {
  if (bytes.length === 0) throw new ReviewError(`${name} is empty: ${HOW}`);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    throw new ReviewError(`${name} is a binary plan: give what 'terraform show -json ${name}' prints`);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.subarray(2).toString("utf16le");
  if (!isUtf8(bytes)) throw new ReviewError(`${name} is not text in UTF-8: ${HOW}`);
  if (bytes.length > constants.MAX_STRING_LENGTH)
    throw new ReviewError(`${name} is longer than this program can read (${bytes.length} bytes)`);
  // Most plans are ASCII, which is read faster as such.
  const text = buffer.toString(isAscii(bytes) ? "latin1" : "utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function parse(text: string, name: string): unknown {
  if (text.startsWith("[command]"))
    throw new ReviewError(
      `${name} is what setup-terraform's wrapper prints around the plan: set 'terraform_wrapper: false' where the workflow uses hashicorp/setup-terraform, or call 'terraform-bin show -json'`,
    );
  if (!/\S/.test(text)) throw new ReviewError(`${name} is empty: ${HOW}`);
  try {
    return JSON.parse(text);
  } catch {
    const last = text.trimEnd().at(-1);
    const truncated = text.trimStart().startsWith("{") && last !== "}";
    throw new ReviewError(
      truncated ? `${name} is cut off: it starts as JSON and does not end as such` : `${name} is not JSON: ${HOW}`,
    );
  }
}

function checkPlan(value: unknown, name: string): Plan {
  if (!isObject(value)) throw new ReviewError(`${name} is JSON, but no plan: ${HOW}`);
  if ("serial" in value && "lineage" in value)
    throw new ReviewError(`${name} is a state file, not what 'terraform show -json' prints: ${HOW}`);
  const { format_version: version, resource_changes: changes } = value;
  if (typeof version !== "string") throw new ReviewError(`${name} is JSON, but no plan: ${HOW}`);
  if (!/^1\.\d/.test(version))
    throw new ReviewError(
      `${name} has plan format ${JSON.stringify(version.slice(0, 20))}: this program reads 1.x, which Terraform 1.1 or newer writes`,
    );
  if (changes === undefined && isShownState(value))
    throw new ReviewError(`${name} describes a state, not a plan: ${HOW}; 'ecs-role-pair audit' reads states`);
  if (changes !== undefined && !Array.isArray(changes))
    throw new ReviewError(`${name} is not a whole plan: its resource_changes are no list`);
  const list: readonly unknown[] = changes ?? [];
  const broken = list.findIndex((change) => !isChange(change));
  if (broken >= 0)
    throw new ReviewError(`${name} is not a whole plan: resource_changes[${broken}] is no resource change`);
  return { ...value, resource_changes: list } as Plan;
}

function isChange(change: unknown): boolean {
  return (
    isObject(change) &&
    typeof change.address === "string" &&
    typeof change.type === "string" &&
    isObject(change.change) &&
    Array.isArray(change.change.actions) &&
    change.change.actions.every((action) => typeof action === "string") &&
    [change.change.before, change.change.after].every((side) => side === undefined || side === null || isObject(side))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
