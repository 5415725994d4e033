import { parseArn } from "../../aws/arn";
import { parseImageReference } from "../../aws/ecs/image-reference";
import type { NeedsContext, TaskLocation } from "../../aws/ecs/needs/needs-context";
import type { TaskForm } from "../../aws/ecs/task-form";
import { membersOf, namedTexts } from "../../aws/ecs/task-form";
import { dnsSuffixOf, partitionOf } from "../../aws/partition";
import { rolesOf } from "../findings/plan-states";
import type { PlanFacts, RoleReference } from "../findings/reviewed-plan";
import { type Moment, type ResourceChange, shownText } from "../plan/resource-change";
import type { CannotSay } from "../report/audit";
import { containersOf } from "../task/container";
import { taskForm } from "../task/task-form";
import type { AuditedFile } from "./audited-file";
import { executeCommandOf } from "./execute-command";
import { keysOfTask } from "./keys-of-task";

/** A task definition with what decides what it needs. */
export interface AuditedTask {
  readonly change: ResourceChange;
  readonly family: string;
  readonly form: TaskForm;
  readonly context: NeedsContext;
  readonly executionRole: RoleReference | undefined;
  readonly taskRole: RoleReference | undefined;
  /** Whether nothing says in which account it runs: then nothing is denied for a name of the account's. */
  readonly isAccountGuessed: boolean;
  readonly moment: Moment;
  readonly cannotSay: readonly CannotSay[];
}

interface Place {
  readonly region: string;
  readonly account: string;
}

/** What may say where a task runs. */
interface Placed {
  readonly change: ResourceChange;
  readonly moment: Moment;
  readonly containers: readonly object[];
  readonly roles: readonly (RoleReference | undefined)[];
}

/** The task definitions that there will be, of one file. */
export function auditedTasks(file: AuditedFile, files: readonly AuditedFile[]): readonly AuditedTask[] {
  const tasks = file.resources.get("aws_ecs_task_definition") ?? [];
  return tasks.map((change) => auditedTask(change, file, files));
}

function auditedTask(
  change: ResourceChange,
  { facts, moment }: AuditedFile,
  files: readonly AuditedFile[],
): AuditedTask {
  const containers = containersOf(change)(moment)?.map(({ fields }) => fields);
  const form = taskForm(change[moment] ?? {}, containers);
  const roles = rolesOf(change, moment, facts);
  const placed = { change, moment, containers: containers ?? [], roles: [roles?.executionRole, roles?.taskRole] };
  const { location, isGuess } = locationOf(placed, facts);
  const executeCommand = executeCommandOf(change, files);
  const keys = keysOfTask(form, location, files);
  return {
    change,
    family: shownText(change, "family", moment) ?? change.address,
    form,
    context: {
      location,
      keys: keys.known,
      ...(executeCommand.use && { executeCommand: executeCommand.use }),
    },
    executionRole: roles?.executionRole,
    taskRole: roles?.taskRole,
    isAccountGuessed: isGuess,
    moment,
    cannotSay: [...executeCommand.cannotSay, ...keys.cannotSay],
  };
}

/**
 * Where a task runs, as far as anything says it: its own ARN, its roles', its provider, whom its roles trust, and at last
 * what its containers name.
 */
function locationOf(
  { change, moment, containers, roles }: Placed,
  { configuration, accounts }: PlanFacts,
): { readonly location: TaskLocation; readonly isGuess: boolean } {
  const own = [change[moment]?.arn, ...roles.map((role) => role?.key)].flatMap((arn) => parseArn(String(arn)) ?? []);
  const named = [...roles.flatMap((role) => trustedBy(role, moment)), ...containers.flatMap(arnsIn)];
  const region =
    own.find((arn) => arn.region !== "")?.region ??
    configuration.region(change.declared) ??
    named.find((arn) => arn.region !== "")?.region ??
    "us-east-1";
  const only = accounts.size === 1 ? [...accounts][0] : undefined;
  const account = own[0]?.account ?? only ?? named.find((arn) => arn.account !== "")?.account;
  const partition = partitionOf(region);
  const location = { partition, region, account: account ?? "000000000000", dnsSuffix: dnsSuffixOf(partition) };
  return { location, isGuess: account === undefined };
}

/** The ECS whose tasks a role trusts: it names its account and region. */
function trustedBy(role: RoleReference | undefined, moment: Moment): readonly Place[] {
  const trust = role?.state?.subject[moment].sources.filter(({ place }) => place === "trust") ?? [];
  return trust.flatMap(({ content }) => {
    const text = content.state === "known" ? String(content.value) : "";
    const [, region = "", account = ""] = /arn:aws[a-z-]*:ecs:([a-z0-9-]*|\*):(\d{12}):/.exec(text) ?? [];
    return account === "" ? [] : [{ region: region === "*" ? "" : region, account }];
  });
}

/** Where a container's image and secrets are. */
function arnsIn(container: object): readonly Place[] {
  const { image, secrets, logConfiguration } = membersOf(container);
  const ecr = typeof image === "string" ? parseImageReference(image)?.ecr : undefined;
  const arns = namedTexts(secrets, "valueFrom").flatMap(({ text }) => parseArn(text) ?? []);
  const { "awslogs-region": region } = membersOf(membersOf(logConfiguration).options);
  const logs = typeof region === "string" ? [{ region, account: "" }] : [];
  return [...(ecr ? [ecr] : []), ...arns, ...logs];
}
