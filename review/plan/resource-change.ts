import type { Plan, PlannedChange, Values } from "./plan";

export type Action = "create" | "update" | "replace" | "delete" | "forget" | "read" | "no-op";
/** Before or after the plan is applied. */
export type Moment = "before" | "after";

/** A value at one moment: absent, a text, or something the plan does not show. */
export type Shown =
  | { readonly state: "absent" }
  | { readonly state: "known"; readonly value: unknown }
  | { readonly state: "unknown" }
  | { readonly state: "sensitive" };

/** What a plan does with one resource. */
export interface ResourceChange {
  readonly address: string;
  /** The address without the indices of `count` and `for_each`, as the configuration has it. */
  readonly declared: string;
  readonly type: string;
  readonly action: Action;
  readonly before: Values | undefined;
  readonly after: Values | undefined;
  readonly planned: PlannedChange;
}

const ABSENT: Shown = { state: "absent" };

export function resourceChanges(plan: Plan): ResourceChange[] {
  return plan.resource_changes.map((each) => resourceChange(staying(each)));
}

function resourceChange(planned: PlannedChange): ResourceChange {
  return {
    address: planned.deposed === undefined ? planned.address : `${planned.address} (deposed ${planned.deposed})`,
    declared: withoutIndices(planned.address),
    type: planned.type,
    action: actionOf(planned.change.actions),
    before: planned.change.before ?? undefined,
    after: planned.change.after ?? undefined,
    planned,
  };
}

/** What is forgotten stays as it is: nothing is taken from anyone. What is made anew beside it has no past. */
function staying(planned: PlannedChange): PlannedChange {
  const { change } = planned;
  if (!change.actions.includes("forget")) return planned;
  if (change.actions.includes("create")) return { ...planned, change: { ...change, before: null } };
  const { before, before_sensitive } = change;
  return {
    ...planned,
    change: { ...change, after: before ?? null, after_sensitive: before_sensitive, after_unknown: {} },
  };
}

/** What the plan shows of an attribute at one moment. */
export function shown(change: ResourceChange, attribute: string, moment: Moment): Shown {
  const { after_unknown: unknown, before_sensitive, after_sensitive } = change.planned.change;
  if (moment === "after" && change.after === undefined) return ABSENT;
  if (moment === "after" && isMarked(unknown, attribute)) return { state: "unknown" };
  const value = change[moment]?.[attribute];
  if (value === undefined || value === null || value === "") return ABSENT;
  if (isMarked(moment === "before" ? before_sensitive : after_sensitive, attribute)) return { state: "sensitive" };
  return { state: "known", value };
}

/** The value of an attribute, where the plan shows one. */
export function shownValue(change: ResourceChange, attribute: string, moment: Moment): unknown {
  const result = shown(change, attribute, moment);
  return result.state === "known" ? result.value : undefined;
}

/** The text of an attribute, where the plan shows one. */
export function shownText(change: ResourceChange, attribute: string, moment: Moment): string | undefined {
  const value = shownValue(change, attribute, moment);
  return typeof value === "string" ? value : undefined;
}

/** Whether anything changes for anyone: not so for data sources and resources left alone. */
export function isChanged({ action }: ResourceChange): boolean {
  return action !== "no-op" && action !== "read";
}

/** Whether a mark of Terraform's (`after_unknown`, `after_sensitive`) stands on an attribute or on the whole. */
export function isMarked(marks: unknown, attribute: string): boolean {
  if (marks === true) return true;
  return typeof marks === "object" && marks !== null && (marks as Values)[attribute] === true;
}

function actionOf(actions: readonly string[]): Action {
  if (actions.includes("delete") && actions.includes("create")) return "replace";
  if (actions.includes("forget") && actions.includes("create")) return "create";
  const [first] = actions;
  return first === "create" || first === "update" || first === "delete" || first === "forget" || first === "read"
    ? first
    : "no-op";
}

/** An address without the indices of `count` and `for_each`. */
export function withoutIndices(address: string): string {
  if (!address.includes("[")) return address;
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}
