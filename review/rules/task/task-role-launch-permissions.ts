import { patternCovers } from "../../../aws/policy/pattern";
import { identityAllows, namesAction } from "../../findings/grant-query";
import type { TaskState } from "../../findings/reviewed-plan";
import type { StateRule } from "../../findings/rule";

import { nameValues } from "../../task/container";

const PULL_ACTIONS = ["ecr:getauthorizationtoken", "ecr:batchgetimage", "ecr:getdownloadurlforlayer"];
const SECRET_ACTIONS = ["ssm:getparameters", "ssm:getparameter", "secretsmanager:getsecretvalue"];

/** A task role with what ECS needs to start the task. */
export const taskRoleLaunchPermissions: StateRule = {
  id: "task-role-launch-permissions",
  level: "low",
  why: "the image is pulled and the task's secrets are fetched with the execution role: on the task role they only serve whoever breaks into the container",
  state: ({ tasks }) =>
    tasks.flatMap((task) => {
      const role = task.taskRole?.state;
      if (!role || task.taskRole?.key === task.executionRole?.key) return [];
      const naming = (actions: readonly string[]) =>
        identityAllows(role, (region) => actions.some((action) => namesAction(region, action)));
      const pulls = naming(PULL_ACTIONS).length > 0;
      const secrets = secretsOf(task);
      const fetches = naming(SECRET_ACTIONS).some(({ resource }) =>
        secrets.some((secret) => patternCovers(resource.include, secret) || resource.include.endsWith(secret)),
      );
      return [
        ...(pulls ? [{ where: role.where, what: `${role.title} is a task role and may pull images` }] : []),
        ...(fetches
          ? [{ where: role.where, what: `${role.title} is a task role and may fetch the task's secrets` }]
          : []),
      ];
    }),
};

/** Where the task's secrets are kept, without the key, stage and version that may follow a secret's ARN. */
function secretsOf({ containers }: TaskState): string[] {
  return containers.flatMap(({ fields }) =>
    nameValues(fields, "secrets", "valueFrom").map(({ value }) => {
      return /:secretsmanager:/.test(value) ? value.split(":").slice(0, 7).join(":") : value;
    }),
  );
}
