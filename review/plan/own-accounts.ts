import { referencesIn } from "./expression-references";
import type { Plan } from "./plan";
import type { ResourceChange } from "./resource-change";
import { stateResources } from "./state-resources";

const ARN_ACCOUNT = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/;

/** The accounts a plan manages: by what it allows its provider, by the role that it wears, by who it is, and by the ARNs of what it has already made. */
export function ownAccounts(plan: Plan, changes: readonly ResourceChange[]): Set<string> {
  const accounts = new Set<string>();
  for (const { name, expressions } of Object.values(plan.configuration?.provider_config ?? {})) {
    if (name !== "aws") continue;
    for (const account of allowedAccounts(expressions?.allowed_account_ids, plan)) accounts.add(account);
    for (const account of accountsOfRoles(expressions?.assume_role, plan)) accounts.add(account);
  }
  for (const { type, values } of stateResources(plan)) {
    if (type === "aws_caller_identity" && typeof values?.account_id === "string") accounts.add(values.account_id);
  }
  for (const { before, after, planned, type } of changes) {
    const arn = planned.mode === "data" || type === "aws_iam_policy" ? undefined : (before?.arn ?? after?.arn);
    const account = typeof arn === "string" ? ARN_ACCOUNT.exec(arn)?.[1] : undefined;
    if (account !== undefined) accounts.add(account);
  }
  return accounts;
}

/** Account ids that stand in the provider's configuration, or in a variable it names. */
function allowedAccounts(expression: unknown, { variables = {} }: Plan): string[] {
  const constant = (expression as { constant_value?: unknown } | undefined)?.constant_value;
  const given = referencesIn(expression).map((reference) => variables[reference.replace(/^var\./, "")]?.value);
  return [constant, ...given].flat().flatMap((account) => (/^\d{12}$/.test(String(account)) ? [String(account)] : []));
}

/** The accounts of the roles that a provider assumes: written out, or as a variable within the ARN. */
function accountsOfRoles(blocks: unknown, plan: Plan): string[] {
  const list = (Array.isArray(blocks) ? blocks : [blocks]) as readonly ({ role_arn?: unknown } | undefined)[];
  return list.flatMap((block) => {
    const arn = (block?.role_arn as { constant_value?: unknown } | undefined)?.constant_value;
    const account = typeof arn === "string" ? ROLE_ACCOUNT.exec(arn)?.[1] : undefined;
    return account === undefined ? allowedAccounts(block?.role_arn, plan) : [account];
  });
}

const ROLE_ACCOUNT = /^arn:aws[a-z-]*:iam::(\d{12}):role\//;
