import { type Moment, type ResourceChange, type Shown, shown, shownText } from "../../plan/resource-change";

/** The statement an `aws_lambda_permission` adds to its function's policy, as a policy. */
export function lambdaPermissionPolicy(change: ResourceChange, moment: Moment): Shown {
  const principal = shown(change, "principal", moment);
  if (principal.state !== "known") return principal;
  const action = shownText(change, "action", moment) ?? "lambda:InvokeFunction";
  const name = String(principal.value);
  const account = given(change, "source_account", moment, "AWS:SourceAccount");
  const organization = given(change, "principal_org_id", moment, "aws:PrincipalOrgID");
  const conditions = {
    ArnLike: given(change, "source_arn", moment, "AWS:SourceArn"),
    StringEquals: {
      ...account,
      ...organization,
      ...given(change, "event_source_token", moment, "lambda:EventSourceToken"),
      ...given(change, "function_url_auth_type", moment, "lambda:FunctionUrlAuthType"),
    },
  };
  const statement = {
    Effect: "Allow",
    Principal:
      name === "*" ? "*" : { [/^[a-z].*\.amazon(?:aws)?\.com(?:\.cn)?$/.test(name) ? "Service" : "AWS"]: name },
    Action: action,
    Resource: "*",
    Condition: conditions,
  };
  return { state: "known", value: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) };
}

/** What a key must be; a source that is not known yet is a condition all the same. */
function given(change: ResourceChange, attribute: string, moment: Moment, key: string): Record<string, string> {
  const value = shown(change, attribute, moment);
  if (value.state === "absent") return {};
  return { [key]: value.state === "known" ? String(value.value) : "(known after apply)" };
}
