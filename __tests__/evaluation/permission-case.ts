import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { label } from "../../aws/policy/evaluate/explain";
import type { PermissionRequest } from "../../testing/permission-request";
import { Permissions } from "../../testing/permissions";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";
import { type ServiceDefinition, serviceStack } from "./service-definition";

/** The answer, and the statements that decided: `queue policy: DenyInsecureTransport`, or `no statement`. */
export interface Verdict {
  readonly answer: "allowed" | "denied";
  readonly by: string;
}

export const NO_STATEMENT = "no statement";

/** What someone asks of AWS, in the words of the cases. */
export interface Asked extends Pick<PermissionRequest, "action" | "resource" | "context"> {
  /** `executionRole`, `taskRole`, `scheduleRole`, `deployer`, a service such as `ecs-tasks.amazonaws.com`, or the ARN of anyone else. */
  readonly who: string;
}

/** A request, and the answer it must get. */
export interface PermissionCase extends Asked {
  /** A sentence about who may, or may not, do what. */
  readonly name: string;
  readonly expect: Verdict["answer"];
  /** What decides: the policy and its Sid, or `no statement`. */
  readonly by: string;
  /** The row of features.json that it is about. */
  readonly feature: string;
  /** What the simulator cannot judge: requests with a KMS encryption context. */
  readonly evaluator?: "plain";
}

/** A file of cases about one service: of this repository, in some of its environments, or a small one. */
interface CaseFile {
  readonly environments?: readonly string[];
  readonly service?: ServiceDefinition;
  readonly cases: readonly PermissionCase[];
}

/** A service's synthesized policies, and the cases about it. */
export interface Subject {
  /** The file, and for a service of this repository the environment. */
  readonly name: string;
  readonly permissions: Permissions;
  readonly cases: readonly PermissionCase[];
}

const FOLDER = join(__dirname, "..", "cases", "permissions");

/** The files of cases, by name. */
export function caseFiles(): ReadonlyMap<string, CaseFile> {
  const names = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  return new Map(names.sort().map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), "utf8"))]));
}

/** Every service that has cases. */
export function subjects(): readonly Subject[] {
  return [...caseFiles()].flatMap(([file, { environments: names = [], service, cases }]) => [
    ...(service ? [{ name: file, permissions: Permissions.of(serviceStack(service)), cases }] : []),
    ...names.map((name) => ({
      name: `${file} in ${name}`,
      permissions: environmentPermissions(name),
      cases: inEnvironment(cases, name),
    })),
  ]);
}

/** The policies of this repository's service in an environment. */
export function environmentPermissions(name: string): Permissions {
  return Permissions.of(new ServiceStack(new App(), environmentOf(name)));
}

/** The roles of a stack, by what the cases call them. */
const OURS: Readonly<Record<string, string>> = {
  executionRole: "execution",
  taskRole: "task",
  scheduleRole: "aws_iam_role.nightly_role",
};

/** A case's request as the testing kit takes it. Whoever deploys is not in the stack: it only makes the policy for them. */
export function requestOf({ who, action, resource, context }: Asked): PermissionRequest {
  const asked = { action, resource, ...(context && { context }) };
  const role = OURS[who];
  if (role !== undefined) return { role, ...asked };
  return { principal: who === "deployer" ? "aws_iam_policy.deployer" : who, ...asked };
}

/** The testing kit's answer to a case's request. */
export function verdictOf(asked: Asked, permissions: Permissions): Verdict {
  const { decision, because } = permissions.decide(requestOf(asked));
  const decided = because.kind === "allow" || because.kind === "deny" ? because.statements : [];
  return {
    answer: decision,
    by: decided.length > 0 ? decided.map(label).join(", ") : NO_STATEMENT,
  };
}

/** Fills in what differs between environments: `{environment}`, `{Environment}`, `{account}`, and the same of another one. */
function inEnvironment(cases: readonly PermissionCase[], name: string): readonly PermissionCase[] {
  const { account } = environmentOf(name);
  const other =
    environments[(environments.findIndex((environment) => environment.name === name) + 1) % environments.length];
  const values: Readonly<Record<string, string>> = {
    environment: name,
    Environment: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    account,
    otherEnvironment: String(other?.name),
    otherAccount: String(other?.account),
  };
  return JSON.parse(
    JSON.stringify(cases).replace(/\{([A-Za-z]+)\}/g, (placeholder, key) => values[key] ?? placeholder),
  );
}

function environmentOf(name: string) {
  const environment = environments.find((candidate) => candidate.name === name);
  if (!environment)
    throw new Error(
      `the cases name an environment '${name}', there are ${environments.map((one) => one.name).join(", ")}`,
    );
  return environment;
}
