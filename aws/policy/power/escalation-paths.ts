import type { Power } from "./may-do";

/** What a step of a way is done to: something nobody named, the identity itself, one of its policies, or whatever the grant is for. */
export type Target = "role" | "user" | "group" | "policy" | "function" | "instance" | "whatever";

/** One action on the way. */
export interface Step {
  readonly action: string;
  readonly on: Target;
  readonly values?: Power["values"];
}

/** A policy that makes an administrator of whoever has it, and one that the identity has written itself. */
const POWERFUL = ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::739173917391:policy/stranger739"];
/** Without a boundary, a new permission is worth something. */
const UNBOUNDED = { "iam:permissionsboundary": [undefined] };

const attach = (action: string, on: Target): Step => ({
  action,
  on,
  values: { ...UNBOUNDED, "iam:policyarn": POWERFUL },
});
const write = (action: string, on: Target): Step => ({ action, on, values: UNBOUNDED });
const pass = (service: string): Step => ({
  action: "iam:PassRole",
  on: "role",
  values: { "iam:passedtoservice": [service] },
});
const start = (action: string): Step => ({ action, on: "whatever" });

/**
 * Ways for an identity to get more than its policies say, the shortest first.
 * Source: Rhino Security Labs, "AWS IAM Privilege Escalation Methods", and the services' documentation.
 */
export const ESCALATION_PATHS: readonly (readonly Step[])[] = [
  [attach("iam:AttachRolePolicy", "role")],
  [attach("iam:AttachUserPolicy", "user")],
  [attach("iam:AttachGroupPolicy", "group")],
  [write("iam:PutRolePolicy", "role")],
  [write("iam:PutUserPolicy", "user")],
  [write("iam:PutGroupPolicy", "group")],
  [write("iam:CreatePolicyVersion", "policy")],
  [write("iam:SetDefaultPolicyVersion", "policy")],
  [write("iam:UpdateAssumeRolePolicy", "role")],
  [write("iam:CreateAccessKey", "user")],
  [write("iam:CreateLoginProfile", "user")],
  [write("iam:UpdateLoginProfile", "user")],
  [write("iam:AddUserToGroup", "group")],
  [write("iam:DeleteRolePermissionsBoundary", "role")],
  [write("iam:DeleteUserPermissionsBoundary", "user")],
  [{ action: "lambda:UpdateFunctionCode", on: "function" }],
  [{ action: "ssm:SendCommand", on: "instance" }],
  [{ action: "ssm:StartSession", on: "instance" }],
  [{ action: "glue:UpdateDevEndpoint", on: "whatever" }],
  [start("sso:CreateAccountAssignment")],
  [pass("ec2.amazonaws.com"), start("ec2:RunInstances")],
  [pass("lambda.amazonaws.com"), start("lambda:CreateFunction"), start("lambda:InvokeFunction")],
  [pass("lambda.amazonaws.com"), start("lambda:CreateFunction"), start("lambda:CreateEventSourceMapping")],
  [pass("lambda.amazonaws.com"), start("lambda:CreateFunction"), start("lambda:AddPermission")],
  [pass("cloudformation.amazonaws.com"), start("cloudformation:CreateStack")],
  [pass("scheduler.amazonaws.com"), start("scheduler:CreateSchedule")],
  [pass("glue.amazonaws.com"), start("glue:CreateDevEndpoint")],
  [pass("sagemaker.amazonaws.com"), start("sagemaker:CreateProcessingJob")],
  [pass("sagemaker.amazonaws.com"), start("sagemaker:CreateTrainingJob")],
  [pass("ecs-tasks.amazonaws.com"), start("ecs:RegisterTaskDefinition"), start("ecs:RunTask")],
  [pass("ecs-tasks.amazonaws.com"), start("ecs:RegisterTaskDefinition"), start("ecs:UpdateService")],
  [pass("ecs-tasks.amazonaws.com"), start("ecs:RegisterTaskDefinition"), start("ecs:CreateService")],
  [pass("codebuild.amazonaws.com"), start("codebuild:CreateProject"), start("codebuild:StartBuild")],
  [pass("glue.amazonaws.com"), start("glue:CreateJob"), start("glue:StartJobRun")],
  [pass("states.amazonaws.com"), start("states:CreateStateMachine"), start("states:StartExecution")],
  [
    pass("sagemaker.amazonaws.com"),
    start("sagemaker:CreateNotebookInstance"),
    start("sagemaker:CreatePresignedNotebookInstanceUrl"),
  ],
  [
    pass("datapipeline.amazonaws.com"),
    start("datapipeline:CreatePipeline"),
    start("datapipeline:PutPipelineDefinition"),
  ],
];
