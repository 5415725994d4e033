import { formatArn } from "../../arn";
import { logGroupStatement, logStatement } from "../execution-statements";
import { type Because, notDerived, required, type TaskNeeds } from "./need";
import type { NeedsContext } from "./needs-context";

/** What writing to CloudWatch Logs takes of the execution role. Source: ECS developer guide, using_awslogs. */
export function awsLogsNeeds(
  options: Readonly<Record<string, string>>,
  because: Because,
  { location }: NeedsContext,
): TaskNeeds {
  const {
    "awslogs-group": group,
    "awslogs-region": region = location.region,
    "awslogs-create-group": create,
  } = options;
  if (!group) return notDerived(because, "it names no awslogs-group", "execution");
  const arn = formatArn({ ...location, service: "logs", region, resource: `log-group:${group}` });
  const creates = create === "true" ? [logGroupStatement("LogsCreateGroup", ["logs:CreateLogGroup"], arn)] : [];
  return required("execution", because, logStatement([arn]), ...creates);
}
