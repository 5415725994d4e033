import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { problem } from "../../aws/messages";
import { dependencyOf } from "../environment/addresses";
import { tagProblems, tagsRule } from "../environment/environment-rules";
import { placeOf } from "../environment/place-of";
import { stackTagsOf } from "../environment/stack-tags";
import { boolean, checkMembers, integer, list, matching, type RulesOf, required, shape } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { BacklogScaling, type BacklogScalingProps, backlogScalingRule } from "./backlog-scaling";
import {
  clusterArn,
  knownCluster,
  networkConfiguration,
  placementDependables,
  placementProblems,
  placementRules,
  type TaskPlacementProps,
} from "./task-placement";

/** A share of the tasks that runs on a capacity provider. */
export interface CapacityProvider {
  /** `FARGATE`, `FARGATE_SPOT`, or the name of one of the cluster's own. */
  readonly name: string;
  /** Its share of the tasks beyond the base, 0 to 1,000. @default 1 */
  readonly weight?: number;
  /** How many tasks run on it first, 0 to 100,000; on one provider only. @default 0 */
  readonly base?: number;
}

/** What a service is called, which task it runs and where, and how many of them. */
export interface WorkerServiceProps extends TaskPlacementProps {
  /** The service's name. 1 to 255 letters, digits, `_` or `-`. */
  readonly serviceName: string;
  /** By which queues it is scaled, and how far. */
  readonly scaling: BacklogScalingProps;
  /**
   * What the tasks run on; the cluster must have these providers.
   * @default - `FARGATE` for a task of Fargate; a task of EC2 is placed on the cluster's instances
   */
  readonly capacityProviders?: readonly CapacityProvider[];
  /**
   * Whether tasks may protect themselves from being ended while they work: grants the task role `ecs:GetTaskProtection` and
   * `ecs:UpdateTaskProtection` on the tasks of this cluster.
   * @default true
   */
  readonly scaleInProtection?: boolean;
  /** @default - the stack's tags only; tasks carry them too */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * An ECS service for a task that works through queues. A deployment that fails is rolled back; the number of tasks follows
 * the backlog; a task that works is not ended.
 */
export class WorkerService extends Construct {
  /** The service's name. */
  readonly serviceName: string;
  /** The service as Terraform knows it. */
  readonly resource: EcsService;

  constructor(scope: Construct, id: string, given: WorkerServiceProps) {
    super(scope, id);
    const props = given ?? ({} as WorkerServiceProps);
    const { taskDefinition, serviceName, scaling } = props;
    const clusterName = knownCluster(props);
    const place = placeOf(this);
    this.serviceName = serviceName;
    this.resource = new EcsService(this, "Default", {
      name: serviceName,
      cluster: clusterArn(place, clusterName),
      taskDefinition: taskDefinition?.arn,
      desiredCount: scaling?.minimumTasks ?? 0,
      ...capacity(props),
      networkConfiguration: networkConfiguration(props),
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableExecuteCommand: taskDefinition?.allowsExecuteCommand ?? false,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      tags: props.tags,
      // How many there are is the scaling's business from the first moment on.
      lifecycle: { ignoreChanges: ["desired_count"] },
    });
    if (props.scaleInProtection !== false) {
      taskDefinition?.roles?.task.addStatements({
        sid: "ECSTaskProtection",
        actions: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
        resources: [place.arn("ecs", `task/${clusterName}/*`)],
        because: [`service ${serviceName}: protection from scaling in`],
      });
    }
    // A task may be started as soon as the service is there: its roles' policies must be too.
    this.resource.dependsOn = Lazy.listValue({
      produce: () => placementDependables(props).map((element) => dependencyOf(element, this.resource.cdktfStack)),
    });
    new BacklogScaling(this, "scaling", { ...scaling, clusterName, serviceName, service: this.resource });
    addProblems(this, () => [
      ...checkMembers(props, workerServiceRules),
      ...tagProblems(props.tags, stackTagsOf(this)),
      ...placementProblems(props),
      ...capacityProblems(props),
    ]);
  }
}

/** Fargate is asked for as a capacity provider, so that Spot can be added without replacing the service. */
function capacity({ taskDefinition, capacityProviders }: WorkerServiceProps) {
  const { launchType = "FARGATE" } = taskDefinition ?? {};
  const onFargate = launchType === "FARGATE";
  const providers = Array.isArray(capacityProviders) ? capacityProviders : onFargate ? [{ name: "FARGATE" }] : [];
  if (providers.length === 0) return { launchType };
  return {
    capacityProviderStrategy: providers.map(({ name, weight = 1, base }) => ({ capacityProvider: name, weight, base })),
  };
}

const workerServiceRules: RulesOf<WorkerServiceProps> = {
  ...placementRules,
  serviceName: required(matching(/^[A-Za-z0-9_-]{1,255}$/, "be 1 to 255 letters, digits, _ or -")),
  scaling: required(backlogScalingRule),
  capacityProviders: list(
    shape<CapacityProvider>({
      name: required(
        matching(/^(?!aws|ecs|fargate)[A-Za-z0-9_-]{1,255}$/, "be FARGATE, FARGATE_SPOT or one of your own"),
      ),
      weight: integer(0, 1_000),
      base: integer(0, 100_000),
    }),
    1,
    20,
  ),
  scaleInProtection: boolean,
  tags: tagsRule,
};

const FARGATE_PROVIDERS = ["FARGATE", "FARGATE_SPOT"];

function capacityProblems({ taskDefinition, capacityProviders }: WorkerServiceProps): readonly string[] {
  if (taskDefinition?.launchType === "MANAGED_INSTANCES" && capacityProviders === undefined) {
    const remedy = "name the cluster's capacity provider of managed instances";
    return [problem("capacityProviders", "be set for MANAGED_INSTANCES", capacityProviders, remedy)];
  }
  if (!Array.isArray(capacityProviders) || !taskDefinition) return [];
  const names = capacityProviders.map((provider) => String(provider?.name));
  const isFargate = taskDefinition.launchType === "FARGATE";
  const wrong = names.filter((name) => FARGATE_PROVIDERS.includes(name) !== isFargate);
  const bases = capacityProviders.filter((provider) => (provider?.base ?? 0) > 0);
  const weights = capacityProviders.map((provider) => provider?.weight ?? 1);
  return [
    ...wrong.map((name) =>
      problem(
        "capacityProviders",
        `be of the task definition's launch type, ${taskDefinition.launchType}`,
        name,
        isFargate ? `use ${FARGATE_PROVIDERS.join(" or ")}` : "use one of the cluster's own",
      ),
    ),
    ...(bases.length > 1
      ? [
          problem(
            "capacityProviders",
            "have a base on one provider only",
            bases.map(({ name }) => name),
          ),
        ]
      : []),
    ...(weights.length > 0 && weights.every((weight) => weight === 0)
      ? ["'capacityProviders' must have a weight above 0 on one provider at least: no task could be placed"]
      : []),
  ];
}
