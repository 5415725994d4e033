import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Policies } from "../../aws/policy/evaluate/decision";
import type { Request } from "../../aws/policy/evaluate/evaluate";
import type { ConditionBlock, PolicyDocument, PolicyStatement } from "../../aws/policy/evaluate/policy-document";

type Statements = readonly PolicyStatement[];

/** A case of a page of IAM's user guide, as its file has it. */
interface WrittenCase {
  readonly name: string;
  /** The condition of the one statement that allows, with the context it is asked in. */
  readonly condition?: ConditionBlock;
  readonly context?: Request["context"];
  /** Or a request and all policies, as statements. */
  readonly request?: Request;
  readonly policies?: {
    readonly version?: string;
    readonly identity?: Statements;
    readonly resource?: Statements;
    readonly boundary?: Statements;
    readonly session?: readonly Statements[];
    readonly serviceControl?: readonly Statements[];
    readonly resourceControl?: readonly Statements[];
  };
  readonly expect: "allowed" | "denied" | "throws";
  /** What the error says, for `throws`. */
  readonly says?: string;
  /** What the simulator answers where it answers otherwise; `skipped` where it takes no such question. */
  readonly simulator?: "allowed" | "denied" | "skipped";
}

export interface DocumentedCase extends WrittenCase {
  /** The page of IAM's user guide that decides. */
  readonly page: string;
  readonly request: Request;
  readonly under: Policies;
}

const FOLDER = join(__dirname, "..", "cases", "evaluation");
const ROLE = "arn:aws:iam::444455556666:role/app";
const QUEUE = "arn:aws:sqs:eu-west-1:444455556666:queue";

/** The cases of IAM's user guide, a file a page. */
export function documentedCases(): readonly DocumentedCase[] {
  return readdirSync(FOLDER).flatMap((file) =>
    (JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as WrittenCase[]).map((written) => ({
      ...written,
      page: file.replace(/\.json$/, ""),
      ...questionOf(written),
    })),
  );
}

function questionOf({ condition, context = {}, request, policies = {} }: WrittenCase) {
  if (condition !== undefined) {
    const statement: PolicyStatement = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
    return {
      request: { principal: ROLE, action: "sqs:SendMessage", resource: QUEUE, context },
      under: { identity: [{ name: "policy", document: documentOf([statement]) }] },
    };
  }
  if (request === undefined) throw new Error("a case has a condition or a request");
  const named = (name: string, statements: Statements) => ({
    name,
    document: documentOf(statements, policies.version),
  });
  const { identity, resource, boundary, session, serviceControl, resourceControl } = policies;
  const levels = (name: string, list: readonly Statements[] = []) => list.map((one) => [named(name, one)]);
  return {
    request,
    under: {
      identity: identity ? [named("identity policy", identity)] : [],
      ...(resource && { resource: named("resource policy", resource) }),
      ...(boundary && { boundary: named("boundary", boundary) }),
      ...(session && { session: session.map((one) => named("session policy", one)) }),
      serviceControl: levels("service control policy", serviceControl),
      resourceControl: levels("resource control policy", resourceControl),
    },
  };
}

function documentOf(Statement: Statements, Version = "2012-10-17"): PolicyDocument {
  return { Version, Statement };
}
