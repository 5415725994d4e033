import type { Construct } from "constructs";
import { EnvironmentStack } from "../../constructs";
import { SERVICE, type ServiceEnvironment } from "./environments";
import { MyService } from "./my-service";

/** The service in one environment. */
export class ServiceStack extends EnvironmentStack {
  constructor(scope: Construct, environment: ServiceEnvironment) {
    super(scope, { service: SERVICE, environment });
    const { roles, task, pending, confirmed } = new MyService(this, "service", environment);
    this.addOutput("execution_role_arn", roles.execution.arn, "The role ECS uses to start the task");
    this.addOutput("task_role_arn", roles.task.arn, "The role the application uses");
    this.addOutput("task_definition_family", task.family, "The family of the task definition");
    this.addOutput("task_definition_arn", task.arn, "The task definition's newest revision");
    this.addOutput("pending_queue_url", pending.url, "The queue the application takes its work from");
    this.addOutput("pending_queue_arn", pending.arn, "The queue the application takes its work from");
    this.addOutput("confirmed_queue_url", confirmed.url, "The queue the application sends its outcomes to");
    this.addOutput("confirmed_queue_arn", confirmed.arn, "The queue the application sends its outcomes to");
  }
}
