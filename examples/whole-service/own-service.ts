import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { Construct } from "constructs";
import type { TaskDefinition } from "../../constructs";

/** A service of one's own, where `WorkerService` is not what is wanted: a web server, for example. */
export function ownService(scope: Construct, id: string, taskDefinition: TaskDefinition): EcsService {
  return new EcsService(scope, id, {
    name: "orders-web",
    cluster: "orders-dev",
    taskDefinition: taskDefinition.arn,
    desiredCount: 2,
    launchType: "FARGATE",
    networkConfiguration: { subnets: ["subnet-0123456789abcdef0"], securityGroups: ["sg-0123456789abcdef0"] },
    deploymentCircuitBreaker: { enable: true, rollback: true },
    enableExecuteCommand: taskDefinition.allowsExecuteCommand,
    propagateTags: "SERVICE",
  });
}
