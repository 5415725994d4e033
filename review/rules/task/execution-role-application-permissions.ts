import { patternCovers } from "../../../aws/policy/pattern";
import type { Region } from "../../../aws/policy/region";
import { excessMatches } from "../../audit/audit-matches";
import { auditOfChangedTasks } from "../../audit/changed-tasks";
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

/** An execution role that may do more than start the task, where what its tasks need is not known: else that is told as excess. */
export const executionRoleApplicationPermissions: StateRule = {
  id: "execution-role-application-permissions",
  level: "medium",
  why: "ECS uses the execution role around the container and never inside it: the application gets nothing from them, and they widen what a stolen role can do",
  state: (plan) => {
    const { tasks, catalogue } = plan;
    const excess = auditOfChangedTasks(plan).flatMap(excessMatches);
    const roles = tasks.flatMap(({ executionRole, taskRole }) =>
      executionRole?.state && executionRole.key !== taskRole?.key ? [executionRole.state] : [],
    );
    const measured = new Set(excess.map(({ where }) => where));
    return [...new Map(roles.map((role) => [role.subject.key, role])).values()].flatMap((role) => {
      if (measured.has(role.where)) return [];
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
