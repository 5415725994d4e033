export type { Deployment } from "../aws/ecs/deployer-statements";
export type { AllowedStatement } from "../aws/policy/allowed-statement";
export type { Conditions, Principal, Statement } from "../aws/policy/statement";
export type { Container, ContainerDependency, ExtraHost, SystemControl } from "./container/container";
export type { FireLens } from "./container/firelens";
export type { HealthCheck } from "./container/health-check";
export { type EcrImageOptions, Image, type PullThroughCache } from "./container/image";
export type { Capabilities, Device, LinuxParameters, Tmpfs } from "./container/linux-parameters";
export { type AwsLogsOptions, type LogDriverOptions, Logging } from "./container/logging";
export type { Port } from "./container/port";
export type { RepositoryCredentials } from "./container/repository-credentials";
export type { RestartPolicy } from "./container/restart-policy";
export { type ParameterSecretOptions, Secret, type SecretsManagerSecretOptions } from "./container/secret";
export type { MountPoint, VolumesFrom } from "./container/storage";
export type { Ulimit } from "./container/ulimit";
export type { AssumeRole, Backend, Environment, LocalBackendProps, S3BackendProps } from "./environment/environment";
export { EnvironmentStack, type EnvironmentStackProps } from "./environment/environment-stack";
export { LocatedStack } from "./environment/located-stack";
export { onlyGroups } from "./environment/only-groups";
export type { Place } from "./environment/place";
export { readableName } from "./environment/readable-name";
export { StackLocation, type StackLocationProps } from "./environment/stack-location";
export { synthesize } from "./environment/synthesize";
export type { BucketNotification, BucketSenderOptions } from "./queue/bucket-sender";
export type { DeadLetterQueue } from "./queue/dead-letter-queue";
export type { ExistingQueueOptions } from "./queue/existing-queue";
export { type DeadLetterQueueProps, Queue, type QueueProps } from "./queue/queue";
export { type GrantOptions, QueueAccess } from "./queue/queue-access";
export type { QueueAlarmsProps } from "./queue/queue-alarms";
export type { RuleSenderOptions } from "./queue/rule-sender";
export type { TopicSenderOptions } from "./queue/topic-sender";
export * as access from "./roles/access";
export { DeployerPolicy, type DeployerPolicyProps } from "./roles/deployer-policy";
export type { ExistingRoleOptions, NamedRoleOptions } from "./roles/existing-role";
export { KmsKey } from "./roles/kms-key";
export type { Access, AccessLocation, LocatedStatements } from "./roles/located-access";
export { Role, type RoleProps } from "./roles/role";
export { RoleAccess } from "./roles/role-access";
export { RolePair, type RolePairProps } from "./roles/role-pair";
export type { BacklogScalingProps } from "./service/backlog-scaling";
export { ScheduledTask, type ScheduledTaskProps } from "./service/scheduled-task";
export type { TaskPlacementProps } from "./service/task-placement";
export { type CapacityProvider, WorkerService, type WorkerServiceProps } from "./service/worker-service";
export type { ExecuteCommand } from "./task/execute-command";
export {
  type PlacementConstraint,
  TaskDefinition,
  type TaskDefinitionProps,
  type TaskRoles,
} from "./task/task-definition";
export type { EfsVolume, Volume } from "./task/volume";
export { ValidationError } from "./validation/validation-error";
