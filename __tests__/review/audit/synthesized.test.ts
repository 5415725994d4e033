import { Testing } from "cdktf";
import fc from "fast-check";
import { EnvironmentStack, Image, KmsKey, RolePair, Secret, TaskDefinition } from "../../../constructs";
import type { TaskAudit } from "../../../review/report/audit";
import { environments } from "../../article-service/environments";
import { ServiceStack } from "../../article-service/service-stack";
import { generatedTasks, type Task } from "../../constructs/generated-task";
import { DEV } from "../../synthesized";
import { auditsOf } from "./state";

const KEY = KmsKey.fromArn("arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555");

/** What `cdktf synth` writes of a stack. */
function written(stack: EnvironmentStack): string {
  stack.prepareStack();
  return JSON.stringify(stack.toTerraform());
}

function auditOfTask(props: Task): TaskAudit {
  const stack = new EnvironmentStack(Testing.app(), { service: "my-service", environment: DEV });
  const roles = new RolePair(stack, "roles", { name: "my-dev-service" });
  new TaskDefinition(stack, "task", { family: "my-dev-service", roles, ...props });
  const [audit] = auditsOf(written(stack));
  if (!audit) throw new Error("the stack has no task definition");
  return audit;
}

describe("a synthesized stack", () => {
  it.each(environments)("of this repository's lacks nothing and has nothing in excess: $name", (environment) => {
    const audits = auditsOf(written(new ServiceStack(Testing.app(), environment)));
    expect(audits.map(({ lacks, inExcess }) => ({ lacks, inExcess }))).toEqual([{ lacks: [], inExcess: [] }]);
    expect(audits[0]?.explained.length).toBeGreaterThan(3);
  });

  it("has nothing in excess for what the account or the registry adds", () => {
    const { lacks, inExcess } = auditOfTask({
      cpuUnits: 256,
      memoryMiB: 512,
      guardDuty: true,
      executeCommand: { logGroupName: "/exec", bucketName: "my-sessions", key: KEY },
      containers: [
        {
          name: "app",
          image: Image.fromEcr("hub/nginx", {
            tag: "1",
            pullThroughCache: { createRepository: true, tagRepository: true },
          }),
          secrets: { P: Secret.fromParameter("/p", { key: KEY }) },
          readonlyRootFilesystem: false,
        },
      ],
    });
    expect({ lacks, inExcess }).toEqual({ lacks: [], inExcess: [] });
  });

  it("lacks nothing and has nothing in excess, whatever its task", () => {
    fc.assert(
      fc.property(generatedTasks, (props) => {
        const { lacks, inExcess } = auditOfTask(props);
        expect({ lacks, inExcess }).toEqual({ lacks: [], inExcess: [] });
      }),
      { numRuns: 100 },
    );
  });
});
