import { App, Aws, CfnOutput, Duration, Stack, Tags } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import * as ecr from "aws-cdk-lib/aws-ecr";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as sns from "aws-cdk-lib/aws-sns";
import * as sqs from "aws-cdk-lib/aws-sqs";
import * as ssm from "aws-cdk-lib/aws-ssm";
import type { Construct } from "constructs";
import { environments, type ServiceEnvironment } from "./environments";

const SERVICE = "my-service";
const RETENTION: Readonly<Record<number, logs.RetentionDays>> = {
  7: logs.RetentionDays.ONE_WEEK,
  30: logs.RetentionDays.ONE_MONTH,
  365: logs.RetentionDays.ONE_YEAR,
};

/** The service of stacks/my-service.ts as one writes it with AWS CDK: its queues, its roles, its task. */
class ServiceStack extends Stack {
  constructor(scope: Construct, environment: ServiceEnvironment) {
    const { name, account, region, owner, alarmTopicArn } = environment;
    super(scope, `${SERVICE}-${name}`, { env: { account, region } });
    for (const [key, value] of Object.entries({ service: SERVICE, environment: name, owner, "managed-by": "cdk" }))
      Tags.of(this).add(key, value);

    const family = `my-${name}-service`;
    const pending = this.queue("pending", `${name}-pending-queue`, alarmTopicArn, Duration.seconds(180));
    const confirmed = this.queue("confirmed", `${name}-confirmed-queue`, alarmTopicArn);

    const task = new ecs.FargateTaskDefinition(this, "task", {
      family,
      cpu: environment.cpuUnits,
      memoryLimitMiB: environment.memoryMiB,
    });
    const logGroup = new logs.LogGroup(this, "logs", {
      logGroupName: `/ecs/${family}`,
      retention: RETENTION[environment.logRetentionDays],
    });
    const password = ssm.StringParameter.fromSecureStringParameterAttributes(this, "password", {
      parameterName: `/${SERVICE}/${name}/database-password`,
      encryptionKey: kms.Alias.fromAliasName(this, "key", `alias/${SERVICE}-${name}`),
    });
    task.addContainer("app", {
      image: ecs.ContainerImage.fromEcrRepository(
        ecr.Repository.fromRepositoryName(this, "repository", SERVICE),
        environment.imageTag,
      ),
      readonlyRootFilesystem: true,
      logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: "ecs" }),
      environment: {
        AWS_REGION: Aws.REGION,
        PENDING_QUEUE_URL: pending.queueUrl,
        CONFIRMED_QUEUE_URL: confirmed.queueUrl,
      },
      secrets: { DATABASE_PASSWORD: ecs.Secret.fromSsmParameter(password) },
    });
    for (const queue of [pending, confirmed]) {
      queue.grantConsumeMessages(task.taskRole);
      queue.grantSendMessages(task.taskRole);
    }

    new CfnOutput(this, "ExecutionRoleArn", { value: task.obtainExecutionRole().roleArn });
    new CfnOutput(this, "TaskRoleArn", { value: task.taskRole.roleArn });
    new CfnOutput(this, "TaskDefinitionFamily", { value: task.family });
    new CfnOutput(this, "TaskDefinitionArn", { value: task.taskDefinitionArn });
    new CfnOutput(this, "PendingQueueUrl", { value: pending.queueUrl });
    new CfnOutput(this, "PendingQueueArn", { value: pending.queueArn });
    new CfnOutput(this, "ConfirmedQueueUrl", { value: confirmed.queueUrl });
    new CfnOutput(this, "ConfirmedQueueArn", { value: confirmed.queueArn });
  }

  private queue(id: string, queueName: string, topicArn: string | undefined, visibilityTimeout = Duration.seconds(30)) {
    const deadLetterQueue = new sqs.Queue(this, `${id}-dead-letter`, {
      queueName: `${queueName}-dead-letter`,
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
    });
    const queue = new sqs.Queue(this, id, {
      queueName,
      visibilityTimeout,
      retentionPeriod: Duration.days(4),
      receiveMessageWaitTime: Duration.seconds(20),
      enforceSSL: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: 5 },
    });
    if (topicArn === undefined) return queue;
    const action = new SnsAction(sns.Topic.fromTopicArn(this, `${id}-topic`, topicArn));
    for (const alarm of [
      new cloudwatch.Alarm(this, `${id}-age`, {
        metric: queue.metricApproximateAgeOfOldestMessage(),
        threshold: 600,
        evaluationPeriods: 5,
      }),
      new cloudwatch.Alarm(this, `${id}-failed`, {
        metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible(),
        threshold: 1,
        evaluationPeriods: 1,
      }),
    ])
      alarm.addAlarmAction(action);
    return queue;
  }
}

const app = new App({ outdir: "cdk.out" });
for (const environment of environments) new ServiceStack(app, environment);
app.synth();
