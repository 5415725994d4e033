import { App } from "cdktf";
import { checkGuardrails, type Guardrail, readGuardrails } from "../../testing/guardrails";
import { Permissions } from "../../testing/permissions";
import { environments } from "../article-service/environments";
import { ServiceStack } from "../article-service/service-stack";

const [dev] = environments;
if (!dev) throw new Error("there is no environment");
const permissions = Permissions.of(new ServiceStack(new App(), dev));
const PARAMETER = "arn:aws:ssm:eu-west-1:000000000000:parameter/my-service/dev/database-password";
const send = { action: "sqs:SendMessage", resource: "aws_sqs_queue.pending" };
const read = { action: "ssm:GetParameters", resource: PARAMETER };

function stateOf(guardrail: Omit<Guardrail, "name">): string {
  return checkGuardrails(permissions, [{ name: "a guardrail", ...guardrail }])
    .map(({ state }) => state)
    .join();
}

describe("a guardrail", () => {
  test.each<[string, string, Omit<Guardrail, "name">]>([
    ["a request that must be allowed", "holds", { allow: { role: "task", ...send } }],
    ["a request that must be allowed and isn't", "broken", { allow: { role: "execution", ...send } }],
    ["a request that must be denied", "holds", { deny: { role: "task", ...read } }],
    ["a request that must be denied and isn't", "broken", { deny: { role: "execution", ...read } }],
    ["what only one role may", "holds", { only: { roles: ["execution"], ...read } }],
    ["what only another role may", "broken", { only: { roles: ["task"], ...read } }],
    ["all that a role may", "holds", { allowOnly: { role: "task", grants: [{ action: "sqs:*", resource: "*" }] } }],
    [
      "less than a role may",
      "broken",
      { allowOnly: { role: "task", grants: [{ action: "sqs:Send*", resource: "*" }] } },
    ],
    ["nothing on buckets", "holds", { nothingOn: { resource: "arn:aws:s3:::*" } }],
    ["nothing on queues", "broken", { nothingOn: { resource: "arn:aws:sqs:*:*:*" } }],
    ["a misspelt action", "unknown", { deny: { role: "task", ...send, action: "sqs:SendMesage" } }],
    ["a role that there isn't", "unknown", { only: { roles: ["worker"], ...send } }],
  ])("about %s %s", (_, state, guardrail) => {
    expect(stateOf(guardrail)).toBe(state);
  });
});

describe("a file of guardrails", () => {
  test("is read", () => {
    expect(
      readGuardrails(JSON.stringify([{ name: "a", deny: { role: "task", ...read } }]), "guardrails.json"),
    ).toHaveLength(1);
  });

  test.each([
    ["{", "guardrails.json is not JSON"],
    ["{}", "guardrails.json must hold a list of guardrails"],
    ["[]", "guardrails.json has no guardrail: nothing would be checked"],
    ['[{"deny": {}}]', "[0] has no 'name'; [0] 'deny' has no 'action'; [0] 'deny' has no 'resource'"],
    ['[{"name": "a"}]', "[0] must have one of allow, deny, only, allowOnly, nothingOn, has none"],
    [
      '[{"name": "a", "nothingOn": {"resource": "*", "roel": "task"}}]',
      "'nothingOn.roel' is not known here: did you mean role?",
    ],
  ])("that cannot be read is told: %s", (text, message) => {
    expect(() => readGuardrails(text, "guardrails.json")).toThrow(message);
  });
});
