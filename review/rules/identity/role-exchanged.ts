import type { TransitionRule } from "../../findings/rule";
import type { Values } from "../../plan/plan";
import { type Moment, type ResourceChange, shown } from "../../plan/resource-change";
import { GIVEN_BY } from "../../resource-types/given/all-given";
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
    changes.flatMap((change) => {
      if (change.before === undefined || change.after === undefined || GIVEN_BY[change.type]) return [];
      const named = (ROLES[change.type] ?? []).flatMap((attribute) => {
        const [before, after] = [roleAt(change, attribute, "before"), roleAt(change, attribute, "after")];
        return before === after || after === undefined ? [] : [{ before: before ?? "no role", after }];
      });
      return (named.length > 0 ? named : exchangedArns(change)).map(({ before, after }) => ({
        where: change.address,
        what: `${change.address} acts under ${after} from now on, before under ${before}`,
      }));
    }),
};

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:(?:role|instance-profile)\//;
/** Where a role is worn: a principal that is given something is none of these. */
const ROLE_NAME = /(?:role|profile)[^.]*(?:\.\d+)?$/;
const MAX_DEPTH = 6;

/** Roles that stand anywhere in a resource, each in the place of another or where there was none. */
function exchangedArns({ before, after, planned }: ResourceChange): { before: string; after: string }[] {
  const was = arnsIn(before, "", 0);
  const is = arnsIn(after, "", 0);
  const known = new Set([...was].map(([path, arn]) => inList(path, arn)));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
    const old = was.get(path);
    const now =
      is.get(path) ?? (isUnknown(planned.change.after_unknown, path) ? "a role that is known after apply" : undefined);
    // What stands elsewhere in the same list has only been moved.
    if (now === undefined || known.has(inList(path, now))) return [];
    return [{ before: old === undefined ? "no role" : called(old), after: called(now) }];
  });
}

/** A role and the list it stands in, wherever in it. */
function inList(path: string, arn: string): string {
  return `${path.replace(/\.\d+(?=\.|$)/g, "")} ${arn}`;
}

/** ARNs of roles by where they stand. */
function arnsIn(values: unknown, path: string, depth: number, found = new Map<string, string>()): Map<string, string> {
  for (const name in values as Values | undefined) {
    const value = (values as Values)[name];
    if (typeof value === "string") {
      if (ROLE_ARN.test(value) && ROLE_NAME.test(`${path}.${name}`)) found.set(`${path}.${name}`, value);
    } else if (typeof value === "object" && value !== null && depth < MAX_DEPTH)
      arnsIn(value, `${path}.${name}`, depth + 1, found);
  }
  return found;
}

function isUnknown(marks: unknown, path: string): boolean {
  const mark = path
    .split(".")
    .slice(1)
    .reduce<unknown>((at, step) => (typeof at === "object" && at !== null ? (at as Values)[step] : at), marks);
  return mark === true;
}

function called(arn: string): string {
  return ROLE_ARN.test(arn) ? `${arn.includes(":role/") ? "role" : "instance profile"} ${nameOf(arn)}` : arn;
}

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
