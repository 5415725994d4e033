import { plainSecretTold } from "../../../aws/secret-shapes";
import type { StateRule } from "../../findings/rule";
import { nameValues } from "../../task/container";

/** What looks like a secret in a container's plain environment. Its value is never printed. */
export const plainSecret: StateRule = {
  id: "plain-secret",
  level: "high",
  why: "the environment of a task definition can be read by everyone who may describe it, and stays in every old revision: keep it in Secrets Manager or Parameter Store and name it under secrets",
  state: ({ tasks }) =>
    tasks.flatMap(({ where, containers }) =>
      containers.flatMap(({ name, fields }) =>
        nameValues(fields, "environment", "value").flatMap((variable) => {
          const what = plainSecretTold(name, variable.name, variable.value);
          return what === undefined ? [] : [{ where, what }];
        }),
      ),
    ),
};
