import { type EnvironmentStack, Image, RolePair, TaskDefinition, type TaskDefinitionProps } from "../../constructs";

/** A task definition of one container, for what runs it. */
export function smallTask(stack: EnvironmentStack, props: Partial<TaskDefinitionProps> = {}): TaskDefinition {
  return new TaskDefinition(stack, "task", {
    family: "orders",
    roles: new RolePair(stack, "roles", { name: "orders" }),
    ...(props.launchType === "EC2" ? {} : { cpuUnits: 256, memoryMiB: 512 }),
    containers: [
      {
        name: "app",
        image: Image.fromRegistry("public.ecr.aws/nginx/nginx:1.27"),
        readonlyRootFilesystem: props.executeCommand === undefined ? undefined : false,
        memoryMiB: props.launchType === "EC2" ? 256 : undefined,
      },
    ],
    ...props,
  });
}

export const NETWORK = {
  clusterName: "work",
  subnetIds: ["subnet-0123456789abcdef0"],
  securityGroupIds: ["sg-0123456789abcdef0"],
} as const;
