import { type Need, reasonOf } from "../../aws/ecs/needs/need";
import type { RoleKind } from "../report/audit";
import type { JudgedNeeds } from "./judge-needs";

/**
 * What a task needs of a role that it does not name. On container instances ECS then asks with the instance's role, which
 * no task definition tells; on Fargate nothing is there to ask with.
 */
export function judgeWithoutRole(
  kind: RoleKind,
  needs: readonly Need[],
  launchTypes: readonly string[] = [],
): JudgedNeeds {
  const isInstances = kind === "execution" && !launchTypes.includes("FARGATE");
  if (isInstances) {
    const why = "the task names no execution role, and what the instance's role allows is not in the task definition";
    const cannotSay = needs.flatMap(({ because }) => because.map((each) => ({ what: reasonOf(each), why })));
    return { lacks: [], explained: [], cannotSay };
  }
  const lacks = needs.flatMap(({ role, actions, resources, because }) =>
    resources.map((resource) => ({
      role,
      actions,
      resource,
      because,
      why: `the task names no ${kind} role`,
      message:
        kind === "execution"
          ? "Fargate requires task definition to have execution role ARN to support what its containers use"
          : "Unable to locate credentials",
    })),
  );
  return { lacks, explained: [], cannotSay: [] };
}
