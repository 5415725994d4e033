import { allowing, identityAllows } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** Actions that together let someone give themselves more. Source: Rhino Security Labs, AWS IAM privilege escalation methods. */
const COMBINATIONS: readonly (readonly string[])[] = [
  ["iam:CreatePolicyVersion"],
  ["iam:SetDefaultPolicyVersion"],
  ["iam:CreateAccessKey"],
  ["iam:CreateLoginProfile"],
  ["iam:UpdateLoginProfile"],
  ["iam:AttachUserPolicy"],
  ["iam:AttachGroupPolicy"],
  ["iam:AttachRolePolicy"],
  ["iam:PutUserPolicy"],
  ["iam:PutGroupPolicy"],
  ["iam:PutRolePolicy"],
  ["iam:AddUserToGroup"],
  ["iam:DeleteRolePermissionsBoundary"],
  ["iam:DeleteUserPermissionsBoundary"],
  ["iam:UpdateAssumeRolePolicy", "sts:AssumeRole"],
  ["iam:PassRole", "ec2:RunInstances"],
  ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
  ["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:UpdateService"],
  ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
  ["iam:PassRole", "lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
  ["iam:PassRole", "cloudformation:CreateStack"],
  ["iam:PassRole", "codebuild:CreateProject", "codebuild:StartBuild"],
  ["iam:PassRole", "glue:CreateDevEndpoint"],
  ["iam:PassRole", "glue:CreateJob", "glue:StartJobRun"],
  ["iam:PassRole", "sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"],
  ["iam:PassRole", "datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"],
  ["lambda:UpdateFunctionCode"],
  ["glue:UpdateDevEndpoint"],
];

/** Grants that may hold the first action of a combination, or a later one. */
const SERVICES = new RegExp(
  `^(?:${[...new Set(COMBINATIONS.flat().map((action) => action.slice(0, action.indexOf(":"))))].join("|")}):|^[^:]*[*?]`,
);

/** Combinations of actions with which a subject can raise its own permissions. */
export const privilegeEscalation: StateRule = {
  id: "privilege-escalation",
  level: "high",
  why: "with them it can give itself any permission, whatever else its policies leave out",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const allowed = identityAllows(state).filter(
        ({ action: { include } }) => include !== "*" && SERVICES.test(include),
      );
      if (allowed.length === 0) return [];
      return COMBINATIONS.flatMap((actions) => {
        const complete = actions.every((action) => allowing(allowed, action.toLowerCase()).length > 0);
        return complete
          ? [{ where: state.where, what: `${state.title} may raise its own permissions with ${list(actions)}` }]
          : [];
      });
    }),
};

function list(actions: readonly string[]): string {
  return actions.length === 1 ? String(actions[0]) : `${actions.slice(0, -1).join(", ")} and ${actions.at(-1)}`;
}
