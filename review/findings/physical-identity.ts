import type { ConfigurationIndex } from "../plan/configuration-index";
import { type Moment, type ResourceChange, shown } from "../plan/resource-change";
import { resourceType } from "../resource-types/all-resource-types";
import { locationOf, mayBeSame } from "../subject/location";

/** By which attributes AWS tells a thing from others of its type, where it is not by the name of a subject. */
const IDENTITIES: Readonly<Record<string, readonly string[]>> = {
  aws_autoscaling_group: ["name"],
  aws_cloudwatch_event_rule: ["name", "event_bus_name"],
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_codebuild_project: ["name"],
  aws_db_instance: ["identifier"],
  aws_docdb_cluster: ["cluster_identifier"],
  aws_ecs_cluster: ["name"],
  aws_ecs_service: ["name", "cluster"],
  aws_efs_file_system: ["creation_token"],
  aws_eks_cluster: ["name"],
  aws_elasticache_cluster: ["cluster_id"],
  aws_elasticache_replication_group: ["replication_group_id"],
  aws_kms_alias: ["name"],
  aws_launch_template: ["name"],
  aws_lb: ["name"],
  aws_lb_target_group: ["name"],
  aws_neptune_cluster: ["cluster_identifier"],
  aws_rds_cluster: ["cluster_identifier"],
  aws_redshift_cluster: ["cluster_identifier"],
  aws_route53_record: ["name", "type", "zone_id", "set_identifier"],
  aws_scheduler_schedule: ["name", "group_name"],
  aws_security_group: ["name", "vpc_id"],
  aws_sfn_state_machine: ["name"],
  aws_ssm_parameter: ["name"],
};

/** What AWS knows a resource by: its name, or whose policy it is and which. Undefined where the plan does not say. */
export function physicalIdentity(change: ResourceChange, moment: Moment): readonly string[] | undefined {
  const values = attributesOf(change.type).map((attribute) => {
    const value = shown(change, attribute, moment);
    if (value.state === "absent") return "";
    return value.state === "known" && typeof value.value === "string" ? value.value : undefined;
  });
  if (!values[0] || values.includes(undefined)) return undefined;
  return values.filter((value) => value !== undefined);
}

/** A text for a type and what AWS knows one of it by. */
export function physicalKey({ type }: ResourceChange, identity: readonly string[]): string {
  return [type, ...identity].join("\n");
}

/** Whether what a resource was (or is) at one moment may be in the region and account of what another of its type is afterwards. */
export function isSamePlace(
  first: ResourceChange,
  moment: Moment,
  second: ResourceChange,
  configuration: ConfigurationIndex,
): boolean {
  const kind = resourceType(first.type).subject?.kind ?? first.type;
  return mayBeSame(kind, locationOf("", first, moment, configuration), locationOf("", second, "after", configuration));
}

function attributesOf(type: string): readonly string[] {
  const own = IDENTITIES[type];
  if (own) return own;
  const { subject, policies = [], attachments = [], nameLimits = [] } = resourceType(type);
  if (subject) return subject.names.slice(0, 1);
  const names = nameLimits.map(({ attribute }) => attribute);
  const owners = [...policies, ...attachments].flatMap((place) => place.subject ?? []);
  const given = attachments.filter((place) => place.subject !== undefined).map(({ attribute }) => attribute);
  return [...new Set([...owners, ...names, ...given])];
}
