import { allowing } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";
import { nameValues } from "../../task/container";

/** An execution role that may read one parameter at a time, which ECS never does. */
export const getParameterSingular: StateRule = {
  id: "get-parameter-singular",
  level: "high",
  why: "ECS fetches a task's parameters with ssm:GetParameters and nothing else: the task does not start",
  state: ({ tasks }) =>
    tasks.flatMap(({ executionRole, containers }) => {
      const role = executionRole?.state;
      const usesParameters = containers.some(({ fields }) =>
        nameValues(fields, "secrets", "valueFrom").some(({ value }) => !/^arn:[^:]*:secretsmanager:/.test(value)),
      );
      if (!role || !usesParameters) return [];
      const singular = allowing(role, "ssm:getparameter").length > 0;
      return singular && allowing(role, "ssm:getparameters").length === 0
        ? [
            {
              where: role.where,
              what: `${role.title} has ssm:GetParameter without ssm:GetParameters, and its task has secrets`,
            },
          ]
        : [];
    }),
};
