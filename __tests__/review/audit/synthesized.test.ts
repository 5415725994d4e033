import { Testing } from "cdktf";
import fc from "fast-check";
import { EnvironmentStack, RolePair, TaskDefinition } from "../../../constructs";
import type { TaskAudit } from "../../../review/report/audit";
import { environments } from "../../../stacks/environments";
import { ServiceStack } from "../../../stacks/service-stack";
import { generatedTasks, type Task } from "../../constructs/generated-task";
import { DEV } from "../../synthesized";
import { auditsOf } from "./state";

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
