import type { StateRule } from "../../findings/rule";

/** A task definition whose execution role and task role are one. */
export const oneRoleForBoth: StateRule = {
  id: "one-role-for-both",
  level: "medium",
  why: "the application can then pull images and read every secret of its start, and ECS can use the application's permissions",
  state: ({ tasks }) =>
    tasks
      .filter(({ executionRole, taskRole }) => executionRole !== undefined && executionRole.key === taskRole?.key)
      .map(({ where }) => ({ where, what: "the execution role and the task role are the same role" })),
};
