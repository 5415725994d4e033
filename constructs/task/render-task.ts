import type { EcsTaskDefinitionConfig } from "@cdktf/provider-aws/lib/ecs-task-definition";
import { canonicalJson } from "../../aws/canonical-json";
import { needsOf } from "../../aws/ecs/needs";
import { reasonOf, type TaskNeeds, type TaskRole } from "../../aws/ecs/needs/need";
import type { Statement } from "../../aws/policy/statement";
import { by } from "../../aws/text-order";
import type { ContainerPlace } from "../container/container-place";
import { renderContainer } from "../container/render-container";
import { TaskFacts } from "../container/task-facts";
import { knownText } from "../environment/known-text";
import { terraformLiteral } from "../environment/terraform-literal";
import { executeCommandUse } from "./execute-command";
import { renderVolumes, volumesForm } from "./render-volumes";
import type { PlacementConstraint, TaskDefinitionProps, TaskRoles } from "./task-definition-props";

/** A task in Terraform's form, and what it needs of its roles. */
export interface RenderedTask {
  readonly config: EcsTaskDefinitionConfig;
  readonly needs: TaskNeeds;
  readonly usesTaskLogGroup: boolean;
}

/** Renders a task with which nothing is wrong: first as AWS writes it, from which its needs are derived. */
export function renderTask(props: TaskDefinitionProps, place: ContainerPlace): RenderedTask {
  const { volumes = [], executeCommand, guardDuty, roles } = props;
  const facts = new TaskFacts();
  const containers = [...props.containers]
    .sort(by(({ name }) => name))
    .map((container) => renderContainer(container, place, facts));
  const volumeForms = volumesForm(volumes, place, facts);
  const exec = executeCommand && executeCommandUse(executeCommand, facts);
  const needs = needsOf(
    { containers: knownTexts(containers), volumes: knownTexts(volumeForms) },
    {
      location: place.location,
      ...facts.said,
      rootAccess: volumes.filter(({ efs }) => efs?.rootAccess).map(({ name }) => name),
      ...(exec && { executeCommand: exec }),
      ...(guardDuty && { guardDuty }),
    },
  );
  const config = {
    family: props.family,
    requiresCompatibilities: [props.launchType ?? "FARGATE"],
    networkMode: place.networkMode,
    cpu: props.cpuUnits?.toString(),
    memory: props.memoryMiB?.toString(),
    executionRoleArn: roles.execution.arn,
    taskRoleArn: roles.task.arn,
    containerDefinitions: terraformLiteral(canonicalJson(containers)),
    runtimePlatform: {
      cpuArchitecture: props.cpuArchitecture ?? "X86_64",
      operatingSystemFamily: props.operatingSystemFamily ?? "LINUX",
    },
    ephemeralStorage: props.ephemeralStorageGiB === undefined ? undefined : { sizeInGib: props.ephemeralStorageGiB },
    pidMode: props.pidMode,
    ipcMode: props.ipcMode,
    volume: props.volumes && renderVolumes(volumeForms),
    placementConstraints: props.placementConstraints?.map(constraintForm),
    skipDestroy: props.skipDestroy,
    // A revision that AWS refuses leaves the one before it active; and roles go after the last revision that has them.
    lifecycle: { createBeforeDestroy: true },
    tags: props.tags,
  };
  return { config, needs, usesTaskLogGroup: facts.usesTaskLogGroup };
}

/** A value with what follows from the names of resources written out in its texts. */
function knownTexts(value: unknown): unknown {
  if (typeof value === "string") return knownText(value);
  if (Array.isArray(value)) return value.map(knownTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, knownTexts(member)]));
}

function constraintForm({ type, expression }: PlacementConstraint): PlacementConstraint {
  return { type, expression: terraformLiteral(expression) };
}

/** Gives both roles what the task needs of them, with because of what. */
export function grantNeeds({ needs }: RenderedTask, { execution, task }: TaskRoles): void {
  execution.addStatements(...statementsFor("execution", needs));
  task.addStatements(...statementsFor("task", needs));
}

function statementsFor(role: TaskRole, { needs }: TaskNeeds): readonly Statement[] {
  return needs
    .filter((need) => need.role === role)
    .map(({ sid, actions, resources, conditions, because }) => ({
      sid,
      actions,
      resources,
      ...(conditions && { conditions }),
      because: because.map(reasonOf),
    }));
}
