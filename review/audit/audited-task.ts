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
import type { Subject } from "../subject/subject";
import { subjectName } from "../subject/subject-name";
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
  /** What nothing in the files says of where the task runs: then nothing is denied for a name of an account's or a region's. */
  readonly guessed: "account" | "region" | undefined;
  readonly moment: Moment;
  readonly cannotSay: readonly CannotSay[];
}

/** A region of each partition, where nothing says which it is. */
const REGIONS: Readonly<Record<string, string>> = { "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1" };

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
  const { location, guessed } = locationOf(placed, facts, files);
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
    guessed,
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
  files: readonly AuditedFile[],
): Pick<AuditedTask, "guessed"> & { readonly location: TaskLocation } {
  const own = [change[moment]?.arn, ...roles.map((role) => role?.key)].flatMap((arn) => parseArn(String(arn)) ?? []);
  const named = [...roles.flatMap((role) => trustedBy(role, moment)), ...containers.flatMap(arnsIn)];
  const region =
    own.find((arn) => arn.region !== "")?.region ??
    configuration.region(change.declared) ??
    named.find((arn) => arn.region !== "")?.region ??
    roles.flatMap((role) => trustedElsewhere(role, files)).find((place) => place.region !== "")?.region;
  const only = accounts.size === 1 ? [...accounts][0] : undefined;
  const account = own[0]?.account ?? only ?? named.find((arn) => arn.account !== "")?.account;
  const partition = region === undefined ? (own[0]?.partition ?? "aws") : partitionOf(region);
  const place = { partition, region: region ?? REGIONS[partition] ?? "us-east-1", account: account ?? "000000000000" };
  const guessed = account === undefined ? "account" : region === undefined ? "region" : undefined;
  return { location: { ...place, dnsSuffix: dnsSuffixOf(partition) }, guessed };
}

/** The ECS whose tasks a role trusts: it names its account and region. */
function trustedBy(role: RoleReference | undefined, moment: Moment): readonly Place[] {
  return role?.state ? trustOf(role.state.subject, moment) : [];
}

/** The same of a role that stands in another file than its task. */
function trustedElsewhere(role: RoleReference | undefined, files: readonly AuditedFile[]): readonly Place[] {
  if (role === undefined || role.state) return [];
  const name = subjectName("role", role.key);
  return files.flatMap(({ subjects, moment }) =>
    (subjects.get("role") ?? []).filter((each) => each.name === name).flatMap((each) => trustOf(each, moment)),
  );
}

function trustOf(subject: Subject, moment: Moment): readonly Place[] {
  const trust = subject[moment].sources.filter(({ place }) => place === "trust");
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
