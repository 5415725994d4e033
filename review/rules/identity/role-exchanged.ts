import type { TransitionRule } from "../../findings/rule";
import { type Moment, type ResourceChange, shown } from "../../plan/resource-change";
import { blocksOf, nameOf } from "../../resource-types/given/given";

/** Where a resource says under which role it acts, or with which instance profile: an attribute, or one of a block. Source: the AWS provider's documentation, 5.100. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  aws_apprunner_service: ["instance_configuration.instance_role_arn"],
  aws_cloudformation_stack: ["iam_role_arn"],
  aws_codebuild_project: ["service_role"],
  aws_codepipeline: ["role_arn"],
  aws_db_proxy: ["role_arn"],
  aws_eks_cluster: ["role_arn"],
  aws_eks_fargate_profile: ["pod_execution_role_arn"],
  aws_eks_node_group: ["node_role_arn"],
  aws_eks_pod_identity_association: ["role_arn"],
  aws_emr_cluster: ["service_role"],
  aws_glue_crawler: ["role"],
  aws_glue_job: ["role_arn"],
  aws_iam_instance_profile: ["role"],
  aws_instance: ["iam_instance_profile"],
  aws_lambda_function: ["role"],
  aws_launch_configuration: ["iam_instance_profile"],
  aws_launch_template: ["iam_instance_profile.arn", "iam_instance_profile.name"],
  aws_mwaa_environment: ["execution_role_arn"],
  aws_pipes_pipe: ["role_arn"],
  aws_sagemaker_notebook_instance: ["role_arn"],
  aws_scheduler_schedule: ["target.role_arn"],
  aws_sfn_state_machine: ["role_arn"],
  aws_spot_fleet_request: ["iam_fleet_role"],
  aws_ssm_activation: ["iam_role"],
  aws_transfer_user: ["role"],
};

/** A function, instance, build project or service that acts under another role than before. */
export const roleExchanged: TransitionRule = {
  id: "role-exchanged",
  level: "widened",
  why: "whoever can change what runs there may now do what the other role may",
  transition: ({ changes }) =>
    changes.flatMap((change) =>
      (ROLES[change.type] ?? []).flatMap((attribute) => {
        if (change.before === undefined || change.after === undefined) return [];
        const [before, after] = [roleAt(change, attribute, "before"), roleAt(change, attribute, "after")];
        if (before === after || after === undefined) return [];
        return [
          {
            where: change.address,
            what: `${change.address} acts under ${after} from now on, before under ${before ?? "no role"}`,
          },
        ];
      }),
    ),
};

function roleAt(change: ResourceChange, place: string, moment: Moment): string | undefined {
  const [attribute = "", within] = place.split(".");
  const given = shown(change, attribute, moment);
  if (given.state === "unknown") return "a role that is known after apply";
  if (given.state === "sensitive") return "a role that is marked sensitive";
  const value = within === undefined ? change[moment]?.[attribute] : blocksOf(change[moment]?.[attribute])[0]?.[within];
  return typeof value === "string" && value !== ""
    ? `${/profile/.test(attribute) ? "instance profile" : "role"} ${nameOf(value)}`
    : undefined;
}
