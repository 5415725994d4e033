import { referencesIn } from "./expression-references";
import type { Plan } from "./plan";
import type { ResourceChange } from "./resource-change";
import { stateResources } from "./state-resources";

const ARN_ACCOUNT = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/;

/** The accounts a plan manages: by what it allows its provider, by who it is, and by the ARNs of what it has already made. */
export function ownAccounts(plan: Plan, changes: readonly ResourceChange[]): Set<string> {
  const accounts = new Set<string>();
  for (const { name, expressions } of Object.values(plan.configuration?.provider_config ?? {})) {
    if (name !== "aws") continue;
    for (const account of allowedAccounts(expressions?.allowed_account_ids, plan)) accounts.add(account);
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
