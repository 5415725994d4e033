import executionPolicy from "../cases/article/execution-policy.json";
import taskDefinition from "../cases/article/task-definition.json";
import taskPolicy from "../cases/article/task-policy.json";
import trustPolicy from "../cases/article/trust-policy.json";
import type { AttachedPolicy, PolicyDocument, PolicySet } from "./policy-set";

/** The article's policies as printed, attached to the roles its task definition names. */
export function articlePolicies(): PolicySet {
  const { executionRoleArn: executionRole, taskRoleArn: taskRole } = taskDefinition;
  const attached = (name: AttachedPolicy["name"], attachedTo: string, document: object): AttachedPolicy => ({
    name,
    kind: name === "trust policy" ? "resource" : "identity",
    attachedTo,
    document: document as PolicyDocument,
  });
  return {
    account: "000000000000",
    executionRole,
    taskRole,
    deployer: "arn:aws:iam::000000000000:role/deployer",
    policies: [
      attached("execution role policy", executionRole, executionPolicy),
      attached("task role policy", taskRole, taskPolicy),
      attached("trust policy", executionRole, trustPolicy),
      attached("trust policy", taskRole, trustPolicy),
    ],
  };
}

/** The actions that the article's policies name. */
export function articleActions(): readonly string[] {
  const statements = [...executionPolicy.Statement, ...taskPolicy.Statement, ...trustPolicy.Statement];
  return [...new Set(statements.flatMap(({ Action }) => Action))];
}
