import { formatArn } from "../../arn";
import { pullStatements } from "../execution-statements";
import { GUARDDUTY_REPOSITORY, guardDutyAccount } from "../guardduty-agent";
import { parseImageReference } from "../image-reference";
import { type Because, NOTHING, notDerived, required, type TaskNeeds } from "./need";
import type { CacheUse, NeedsContext } from "./needs-context";

/** What pulling an image takes. A public registry asks for nothing, ECR for a token and for what is pulled. */
export function imageNeeds(image: string | undefined, because: Because, context: NeedsContext): TaskNeeds {
  if (image === undefined) return notDerived(because, "it has no image in words", "execution");
  const reference = parseImageReference(image);
  if (!reference) return notDerived(because, `'${image}' is no image's name`, "execution");
  if (reference.isLater) return notDerived(because, "its registry is known only later", "execution");
  const { ecr, repository } = reference;
  if (!ecr) return NOTHING;
  const cache = Object.hasOwn(context.caches ?? {}, image) ? context.caches?.[image] : undefined;
  return pulls(because, repositoryArn(context, ecr.account, ecr.region, repository), cacheActions(cache));
}

/**
 * What GuardDuty's agent takes on Fargate, where ECS pulls it with the execution role like an image of the task's own.
 * Source: GuardDuty user guide, prereq-runtime-monitoring-ecs-support.
 */
export function guardDutyNeeds(context: NeedsContext): TaskNeeds {
  if (!context.guardDuty) return NOTHING;
  const because: Because = { member: "guardDuty", what: "GuardDuty's agent" };
  const { region } = context.location;
  const account = guardDutyAccount(region);
  if (account === undefined) {
    return notDerived(because, `AWS names no account that has the agent for ${region}`, "execution");
  }
  const arn = repositoryArn(context, account, region, GUARDDUTY_REPOSITORY);
  return pulls(because, arn, ["ecr:BatchCheckLayerAvailability"]);
}

function pulls(because: Because, arn: string, furtherActions: readonly string[]): TaskNeeds {
  return required("execution", because, ...pullStatements([arn], furtherActions));
}

function repositoryArn({ location }: NeedsContext, account: string, region: string, repository: string): string {
  return formatArn({ ...location, service: "ecr", account, region, resource: `repository/${repository}` });
}

/** Source: ECR user guide, pull-through-cache-iam and repository-creation-templates. */
function cacheActions(cache: CacheUse | undefined): readonly string[] {
  if (!cache) return [];
  return [
    "ecr:BatchImportUpstreamImage",
    ...(cache.createRepository ? ["ecr:CreateRepository"] : []),
    ...(cache.tagRepository ? ["ecr:TagResource"] : []),
  ];
}
