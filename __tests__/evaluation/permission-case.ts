import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";
import type { PolicySet } from "./policy-set";
import type { Request, Verdict } from "./request";
import { type ServiceDefinition, serviceStack } from "./service-definition";
import { synthesizedPolicies } from "./synthesized-policies";

/** A request, and the answer it must get. */
export interface PermissionCase extends Request {
  /** A sentence about who may, or may not, do what. */
  readonly name: string;
  readonly expect: Verdict["answer"];
  /** What decides: the policy and its Sid, or `no statement`. */
  readonly by: string;
  /** The row of features.json that it is about. */
  readonly feature: string;
  /** The plain evaluator judges what the simulator cannot: requests with a KMS encryption context. */
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
  readonly policies: PolicySet;
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
    ...(service ? [{ name: file, policies: synthesizedPolicies(serviceStack(service)), cases }] : []),
    ...names.map((name) => ({
      name: `${file} in ${name}`,
      policies: environmentPolicies(name),
      cases: inEnvironment(cases, name),
    })),
  ]);
}

/** The policies of this repository's service in an environment. */
export function environmentPolicies(name: string): PolicySet {
  return synthesizedPolicies(new ServiceStack(new App(), environmentOf(name)));
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
