import { parseArn } from "../../aws/arn";
import { evaluate } from "../../aws/policy/evaluate/evaluate";
import { EvaluationError } from "../../aws/policy/evaluate/evaluation-error";
import { explain } from "../../aws/policy/evaluate/explain";
import type { RoleKind } from "../report/audit";
import type { AuditedTask } from "./audited-task";
import type { JudgedNeeds } from "./judge-needs";
import type { RolePolicies } from "./role-policies";

/** Whether ECS may become the role for this task, of its own account and region. */
export function judgeTrust(kind: RoleKind, role: RolePolicies, task: AuditedTask): JudgedNeeds {
  const { partition, region, account } = task.context.location;
  const cannotSay = (why: string) => ({
    lacks: [],
    explained: [],
    cannotSay: [{ what: `the ${kind} role ${role.name}`, why }],
  });
  if (!role.trust) return cannotSay("who may assume it is not in the files");
  const context = {
    "aws:SourceAccount": parseArn(role.arn)?.account ?? account,
    "aws:SourceArn": `arn:${partition}:ecs:${region}:${account}:task/x7q/0123456789abcdef0`,
  };
  const request = { principal: "ecs-tasks.amazonaws.com", action: "sts:AssumeRole", resource: role.arn, context };
  try {
    const { decision, because } = evaluate(request, { resource: role.trust });
    if (decision === "allowed") return { lacks: [], explained: [], cannotSay: [] };
    if (task.guessed !== undefined)
      return cannotSay(`nothing in the files says in which ${task.guessed} the task runs`);
    const lack = {
      role: kind,
      actions: ["sts:AssumeRole"],
      resource: role.arn,
      because: [{ member: `${kind}RoleArn`, what: `the ${kind} role` }],
      why: `ECS cannot assume it: ${explain(because)}`,
      message: `ECS was unable to assume the role '${role.arn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
    };
    return { lacks: [lack], explained: [], cannotSay: [] };
  } catch (error) {
    if (error instanceof EvaluationError) return cannotSay(`whether ECS may assume it: ${error.message}`);
    throw error;
  }
}
