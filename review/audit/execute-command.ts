import type { ExecuteCommandUse } from "../../aws/ecs/needs/needs-context";
import { membersOf, objectsOf, textOf } from "../../aws/ecs/task-form";
import { isMarked, type ResourceChange, shown, shownText } from "../plan/resource-change";
import type { CannotSay } from "../report/audit";
import type { AuditedFile } from "./audited-file";

interface Use {
  /** Set where a service turns ECS Exec on for the task. */
  readonly use?: ExecuteCommandUse;
  readonly cannotSay: readonly CannotSay[];
}

const WHAT = "ECS Exec";

/** Whether a service of the files runs the task with ECS Exec, and where its cluster sends what is typed. */
export function executeCommandOf(task: ResourceChange, files: readonly AuditedFile[]): Use {
  for (const file of files) {
    const services = file.resources.get("aws_ecs_service") ?? [];
    const service = services.find(
      (each) => each[file.moment]?.enable_execute_command === true && runs(each, task, file),
    );
    if (service) return useIn(service, files);
  }
  return { cannotSay: [] };
}

function runs(
  service: ResourceChange,
  task: ResourceChange,
  { facts: { configuration }, moment, resources }: AuditedFile,
): boolean {
  const given = shown(service, "task_definition", moment);
  if (given.state === "known") {
    const family = /([\w-]+)(?::\d+)?$/.exec(String(given.value))?.[1];
    return family !== undefined && family === shownText(task, "family", moment);
  }
  const references = configuration.references(service.declared, "task_definition");
  if (references.some((reference) => reference.startsWith(`${task.declared}.`) || reference === task.declared))
    return true;
  // What a local value stands for is not in a plan: of a module with one task definition it is that.
  const module = moduleOf(service);
  const [only, ...others] = (resources.get("aws_ecs_task_definition") ?? []).filter(
    (each) => moduleOf(each) === module,
  );
  return (
    only === task && others.length === 0 && references.some((reference) => reference.startsWith(`${module}local.`))
  );
}

/** The path of a resource's module, as references start with it: `module.worker.`, or nothing in the root. */
function moduleOf({ declared }: ResourceChange): string {
  return declared.replace(/[^.]+\.[^.]+$/, "");
}

/** Source: ECS developer guide, ecs-exec: the cluster says where sessions are logged and how they are encrypted. */
function useIn(service: ResourceChange, files: readonly AuditedFile[]): Use {
  const cluster = files.map((file) => clusterOf(service, file)).find((found) => found !== undefined);
  const moment = files[0]?.moment ?? "after";
  if (cluster === undefined)
    return {
      use: {},
      cannotSay: [
        {
          what: WHAT,
          why: `the cluster of ${service.address} is not in the files, and it says where sessions are logged`,
        },
      ],
    };
  const [configuration] = objectsOf(cluster[moment]?.configuration);
  const [exec] = objectsOf(configuration?.execute_command_configuration);
  const [log] = objectsOf(exec?.log_configuration);
  const { logging, kms_key_id: key } = membersOf(exec);
  if (exec === undefined || logging === "NONE") return { use: {}, cannotSay: [] };
  if (isMarked(cluster.planned.change.after_unknown, "configuration"))
    return { use: {}, cannotSay: [{ what: WHAT, why: `where ${cluster.address} logs sessions is known after apply` }] };
  const keyArn = textOf(key);
  const [logGroupName, bucketName, keyPrefix] = [
    log?.cloud_watch_log_group_name,
    log?.s3_bucket_name,
    log?.s3_key_prefix,
  ].map(textOf);
  return {
    use: {
      ...(logGroupName !== undefined && { logGroupName }),
      ...(bucketName !== undefined && { bucketName }),
      ...(keyPrefix !== undefined && { keyPrefix }),
      ...(keyArn?.startsWith("arn:") && { key: { keyArn } }),
    },
    cannotSay:
      keyArn !== undefined && !keyArn.startsWith("arn:")
        ? [{ what: WHAT, why: `which key '${keyArn}' of ${cluster.address} is, is not said by an ARN` }]
        : [],
  };
}

function clusterOf(service: ResourceChange, { facts, moment, resources }: AuditedFile): ResourceChange | undefined {
  const clusters = resources.get("aws_ecs_cluster") ?? [];
  const given = shown(service, "cluster", moment);
  if (given.state === "known") {
    const name = String(given.value).replace(/^.*\//, "");
    return clusters.find((cluster) => shownText(cluster, "name", moment) === name);
  }
  const references = facts.configuration.references(service.declared, "cluster");
  return clusters.find(({ declared }) => references.some((reference) => reference.startsWith(`${declared}.`)));
}
