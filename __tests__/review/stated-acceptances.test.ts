import { acceptFindings, readAcceptances } from "../../review/findings/acceptance/accepted-findings";
import { readPlan } from "../../review/plan/read-plan";
import { reviewPlan } from "../../review/review-plan";

const WHAT = "container app has what looks like a secret in its environment: TOKEN (its name says so)";
const stated = (what: string) => {
  const task = { "//": { acceptedFindings: [{ id: "plain-secret", what, reason: "it is public anyway" }] } };
  return readAcceptances(JSON.stringify({ resource: { aws_ecs_task_definition: { task } } }), "cdk.tf.json");
};

function report() {
  const environment = [{ name: "TOKEN", value: "static" }];
  const after = {
    family: "app",
    container_definitions: JSON.stringify([{ name: "app", image: "nginx", environment }]),
  };
  const change = { actions: ["create"], before: null, after, after_unknown: {} };
  const address = "aws_ecs_task_definition.task";
  const resource = { address, mode: "managed", type: "aws_ecs_task_definition", name: "task", change };
  const plan = { format_version: "1.2", terraform_version: "1.9.0", resource_changes: [resource] };
  return reviewPlan(readPlan(Buffer.from(JSON.stringify(plan)), "plan.json"));
}

describe("the findings that a synthesized stack accepts", () => {
  it("are taken out of the review with the reason that code gives", () => {
    const { findings, accepted } = acceptFindings(report(), stated(WHAT), "2026-01-01");
    expect(findings.filter(({ id }) => id === "plain-secret" || id === "acceptance-unknown")).toEqual([]);
    expect(accepted).toEqual([
      expect.objectContaining({ id: "plain-secret", what: WHAT, reason: "it is public anyway" }),
    ]);
  });

  it("may match nothing, and accept nothing but what they say", () => {
    const { findings, accepted } = acceptFindings(report(), stated("another variable"), "2026-01-01");
    expect(findings.map(({ id }) => id)).toContain("plain-secret");
    expect(findings.map(({ id }) => id)).not.toContain("acceptance-unknown");
    expect(accepted).toEqual([]);
  });

  it("are none in a stack that states none", () => {
    expect(readAcceptances('{"resource": {"aws_sqs_queue": {"work": {"name": "work"}}}}', "cdk.tf.json")).toEqual([]);
  });
});
