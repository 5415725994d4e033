import { problem } from "../../aws/messages";
import { secretShape } from "../../aws/secret-shapes";
import type { Container } from "./container";

/** What is wrong with a container's variables together. One that looks like a secret needs a reason; its value is never repeated. */
export function variableProblems(
  { environment = {}, secrets = {}, plainTextBecause = {} }: Partial<Container>,
  at: string,
): readonly string[] {
  const plainSecrets = Object.entries(environment).filter(
    ([name, value]) => secretShape(name, value) !== undefined && !Object.hasOwn(plainTextBecause, name),
  );
  return [
    ...plainSecrets.map(
      ([name]) =>
        `'${at}.environment.${name}' looks like a secret, and whoever may describe the task definition could read it: ` +
        `move it to 'secrets', or say in 'plainTextBecause.${name}' why it is none`,
    ),
    ...Object.keys(plainTextBecause)
      .filter((name) => !Object.hasOwn(environment, name))
      .map((name) => `'${at}.plainTextBecause.${name}' names no variable of 'environment': remove it`),
    ...Object.keys(secrets)
      .filter((name) => Object.hasOwn(environment, name))
      .map((name) => problem(`${at}.secrets.${name}`, "not stand in 'environment' too", name, "keep one of them")),
  ];
}
