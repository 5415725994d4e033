import * as fc from "fast-check";
import { needsOf } from "../../aws/ecs/needs";
import type { NeedsContext } from "../../aws/ecs/needs/needs-context";
import { renderPolicy } from "../../aws/policy/render-policy";
import { CredentialSpec, Image, KmsKey, Logging, RolePair, Secret, TaskDefinition } from "../../constructs";
import { readAcceptances } from "../../review/findings/acceptance/accepted-findings";
import { taskForm } from "../../review/task/task-form";
import { DEV, resourceAt, type StackJson, synthesized } from "../synthesized";
import { generatedTasks, ROUTER, type Task } from "./generated-task";

const KEY = KmsKey.fromArn("arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555");
const ACCOUNT = DEV.account;
function build(props: Task): StackJson {
  return synthesized((stack) => {
    const roles = new RolePair(stack, "roles", { name: "my-dev-service" });
    new TaskDefinition(stack, "task", { family: "my-dev-service", roles, ...props });
  });
}

/** What one of the two roles needs by the synthesized task definition alone, as a policy. */
function needed(json: StackJson, role: "execution" | "task", said: Partial<NeedsContext>): unknown {
  const { container_definitions: containers, ...attributes } = resourceAt(json, "aws_ecs_task_definition.task");
  const location = { partition: "aws", region: DEV.region, account: ACCOUNT, dnsSuffix: "amazonaws.com" };
  const { needs } = needsOf(taskForm(attributes, containers), { location, ...said });
  const own = needs.filter((need) => need.role === role).map(({ because: _, ...statement }) => statement);
  return own.length > 0 ? JSON.parse(renderPolicy(own)) : undefined;
}

function granted(json: StackJson, role: "execution" | "task"): unknown {
  return json.resource.aws_iam_role_policy?.[`${role}_role_policy`]?.policy;
}

describe("any task's two roles", () => {
  it("are given what its synthesized JSON needs, and nothing else", () => {
    fc.assert(
      fc.property(generatedTasks, (props) => {
        const json = build(props);
        for (const role of ["execution", "task"] as const) expect(granted(json, role)).toEqual(needed(json, role, {}));
      }),
      { numRuns: 100 },
    );
  });

  it("are given what follows from what that JSON cannot say", () => {
    const cached = `${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/hub/nginx:1`;
    const json = build({
      cpuUnits: 256,
      memoryMiB: 512,
      guardDuty: true,
      executeCommand: { logGroupName: "/exec", bucketName: "my-sessions", bucketKey: KEY, key: KEY },
      volumes: [{ name: "data", efs: { fileSystemId: "fs-0123456789abcdef0", rootAccess: true } }],
      containers: [
        {
          name: "app",
          image: Image.fromEcr("hub/nginx", {
            tag: "1",
            pullThroughCache: { createRepository: true, tagRepository: true },
          }),
          secrets: { P: Secret.fromParameter("/p", { key: KEY }), S: Secret.fromSecretsManager("s", { key: KEY }) },
          environmentFiles: [{ objectArn: "arn:aws:s3:::my-files/app.env", key: KEY }],
          credentialSpec: CredentialSpec.fromS3("arn:aws:s3:::specs/app.json", {
            key: KEY,
            domainlessUser: Secret.fromSecretsManager("user"),
          }),
          logging: Logging.fireLens({ options: { Name: "s3", bucket: "my-logs" }, bucketKey: KEY }),
          readonlyRootFilesystem: false,
        },
        ROUTER,
      ],
    });
    const secretArn = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:`;
    const keyed = [
      `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/p`,
      `${secretArn}s`,
      "arn:aws:s3:::my-files/app.env",
      "arn:aws:s3:::specs/app.json",
      "my-logs",
      "my-sessions",
    ];
    const reference = { keyArn: KEY.id };
    const said: Partial<NeedsContext> = {
      keys: Object.fromEntries(keyed.map((text) => [text, [reference]])),
      caches: { [cached]: { createRepository: true, tagRepository: true } },
      credentialSecrets: { "credentialspecdomainless:arn:aws:s3:::specs/app.json": [`${secretArn}user`] },
      rootAccess: ["data"],
      executeCommand: { logGroupName: "/exec", bucketName: "my-sessions", key: reference },
      guardDuty: true,
    };
    for (const role of ["execution", "task"] as const) expect(granted(json, role)).toEqual(needed(json, role, said));
  });

  it("say beside their policies what asks for each statement, and beside the task what cannot be derived", () => {
    const json = build({
      cpuUnits: 256,
      memoryMiB: 512,
      containers: [
        {
          name: "app",
          image: Image.fromEcr("my-service", { tag: "1" }),
          logging: Logging.fireLens({ options: { Name: "opensearch", Host: "logs.example.com", AWS_Auth: "On" } }),
          secrets: { A: Secret.fromParameter("/a"), B: Secret.fromParameter("/b") },
        },
        ROUTER,
      ],
    });
    expect(resourceAt(json, "aws_iam_role_policy.execution_role_policy")["//"].reasons).toEqual({
      ECRGetAuthorizationToken: "container app: image",
      ECRPullImages: "container app: image",
      LogsWriteStreams: "container Router: logs",
      SSMGetParameters: "container app: secret A; container app: secret B",
    });
    expect(resourceAt(json, "aws_ecs_task_definition.task")["//"].notDerived).toEqual([
      "container app: logs through FireLens: 'logs.example.com' is no endpoint of AWS's that says which domain it is",
    ]);
  });

  it("say beside the task what of it the review accepts, with the reason that code gives", () => {
    const json = build({
      cpuUnits: 256,
      memoryMiB: 512,
      containers: [
        {
          name: "app",
          image: Image.fromRegistry("nginx"),
          environment: { CSRF_TOKEN: "static", STAGE: "dev" },
          plainTextBecause: { CSRF_TOKEN: "it is public in every page", STAGE: "it is no secret" },
        },
      ],
    });
    const stated = [
      {
        id: "plain-secret",
        what: "container app has what looks like a secret in its environment: CSRF_TOKEN (its name says so)",
        reason: "it is public in every page",
      },
    ];
    expect(resourceAt(json, "aws_ecs_task_definition.task")["//"].acceptedFindings).toEqual(stated);
    expect(readAcceptances(JSON.stringify(json), "cdk.tf.json")).toEqual([
      { ...stated[0], where: "aws_ecs_task_definition.task", isStated: true },
    ]);
  });
});
