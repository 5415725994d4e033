import { patternCovers } from "../../../aws/policy/pattern";
import type { Region } from "../../../aws/policy/region";
import { identityAllows } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** What ECS does with an execution role. Source: ECS developer guide, task execution IAM role. */
const EXECUTION_ACTIONS = [
  "ecr:getauthorizationtoken",
  "ecr:batchgetimage",
  "ecr:getdownloadurlforlayer",
  "ecr:batchchecklayeravailability",
  "ecr:batchimportupstreamimage",
  "ecr:createrepository",
  "logs:createlogstream",
  "logs:putlogevents",
  "logs:createloggroup",
  "logs:describelogstreams",
  "ssm:getparameter",
  "ssm:getparameters",
  "ssm:getparametersbypath",
  "secretsmanager:getsecretvalue",
  "kms:decrypt",
  "s3:getobject",
  "s3:getobjectversion",
  "s3:getbucketlocation",
];

/** An execution role that may do more than start the task. */
export const executionRoleApplicationPermissions: StateRule = {
  id: "execution-role-application-permissions",
  level: "medium",
  why: "ECS uses the execution role around the container and never inside it: the application gets nothing from them, and they widen what a stolen role can do",
  state: ({ tasks, catalogue }) => {
    const roles = tasks.flatMap(({ executionRole, taskRole }) =>
      executionRole?.state && executionRole.key !== taskRole?.key ? [executionRole.state] : [],
    );
    return [...new Map(roles.map((role) => [role.subject.key, role])).values()].flatMap((role) => {
      const others = [
        ...new Set(identityAllows(role, isForTheApplication).map(({ action }) => catalogue.spelling(action.include))),
      ].sort();
      const shown = others.slice(0, 5).join(", ") + (others.length > 5 ? ` and ${others.length - 5} more` : "");
      return others.length === 0
        ? []
        : [
            {
              where: role.where,
              what: `${role.title} is an execution role and has what only an application uses: ${shown}`,
            },
          ];
    });
  },
};

function isForTheApplication({ include }: Region): boolean {
  return include !== "*" && !EXECUTION_ACTIONS.some((known) => patternCovers(known, include));
}
