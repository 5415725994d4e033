import { Construct } from "constructs";
import { unknownMembers } from "../../aws/messages";
import { onlyGroups } from "../environment/only-groups";
import { required, text } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { Role, type RoleProps } from "./role";

/** What the two roles are called, what they share and where they differ. */
export interface RolePairProps
  extends Pick<RoleProps, "path" | "permissionsBoundary" | "maxSessionDurationSeconds" | "exclusivePolicies" | "tags"> {
  /** What the two roles are named after, usually the task definition's family: `<name>-exec-role` and `<name>-task-role`. */
  readonly name: string;
  /**
   * What is different for the execution role.
   * @default - a name ending in `-exec-role`, and what both roles share
   */
  readonly executionRole?: Partial<RoleProps>;
  /**
   * What is different for the task role; its source conditions always stand.
   * @default - a name ending in `-task-role`, and what both roles share
   */
  readonly taskRole?: Omit<Partial<RoleProps>, "sourceConditions">;
}

/**
 * The two roles of an ECS task. ECS itself uses the execution role, before and around the containers: it pulls images,
 * fetches secrets and writes logs. The application uses the task role: its SDK finds the credentials by itself.
 *
 * Grants nothing by itself: task definitions and queues add what they need.
 */
export class RolePair extends Construct {
  /** The execution role, which ECS uses. */
  readonly execution: Role;
  /** The task role, which the application uses. */
  readonly task: Role;

  constructor(scope: Construct, id: string, given: RolePairProps) {
    super(scope, id);
    // A stack's only pair is called so; another keeps its own name in the addresses of its roles.
    if (id === "roles") onlyGroups(this);
    const props = given ?? ({} as RolePairProps);
    const { name, executionRole, taskRole, ...others } = props;
    const { path, permissionsBoundary, maxSessionDurationSeconds, exclusivePolicies, tags, ...unknown } = others;
    const shared = { path, permissionsBoundary, maxSessionDurationSeconds, exclusivePolicies, tags };
    this.execution = new Role(this, "execution_role", {
      roleName: `${name}-exec-role`,
      description: `ECS uses it to start ${name}: image, secrets, logs`,
      ...shared,
      ...executionRole,
    });
    this.task = new Role(this, "task_role", {
      roleName: `${name}-task-role`,
      description: `The containers of ${name} use it`,
      ...shared,
      ...taskRole,
    });
    this.execution.useAs("execution");
    this.task.useAs("task");
    const members = [...Object.keys(shared), "name", "executionRole", "taskRole"];
    addProblems(this, () => [
      ...required(text, "the roles are named after it")(name, "name"),
      ...unknownMembers(unknown, members),
      ...Object.keys(taskRole ?? {})
        .filter((member) => member === "sourceConditions")
        .map(() => "'taskRole.sourceConditions' is for the execution role alone: the task role always has them"),
      ...this.sameRoleProblems(),
    ]);
  }

  private sameRoleProblems(): readonly string[] {
    if (this.execution.roleName !== this.task.roleName) return [];
    return [
      `'executionRole.roleName' and 'taskRole.roleName' must differ, got '${this.task.roleName}' twice: ` +
        "one role for both would give the application what only ECS needs",
    ];
  }
}
