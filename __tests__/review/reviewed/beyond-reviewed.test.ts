import { serviceActions } from "../../../aws/actions/service-actions";
import { readPlan } from "../../../review/plan/read-plan";
import { reviewPlan } from "../../../review/review-plan";
import { beyondReviewed } from "../../../review/reviewed/beyond-reviewed";
import { readReviewed } from "../../../review/reviewed/read-reviewed";
import { file, plan, policy, rolePolicy, run } from "../run";

const catalogue = serviceActions();
const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:work";
const allow = (action: string | readonly string[], resource: string | readonly string[] = QUEUE, more = {}) => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});
const deny = (action: string) => ({ Effect: "Deny", Action: action, Resource: QUEUE });
const reportOf = (text: string) => reviewPlan(readPlan(Buffer.from(text), "plan"));
const before = policy(allow("sqs:ReceiveMessage"));
const planTo = (...statements: readonly object[]) => plan([rolePolicy(before, policy(...statements))]);
const held = (now: string, reviewed: string) => beyondReviewed(reportOf(now), reportOf(reviewed), catalogue);

const REVIEWED = planTo(allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"], [QUEUE, `${QUEUE}-*`]));

describe("a plan held against what was reviewed", () => {
  it.each([
    ["does the same", planTo(allow(["sqs:DeleteMessage", "sqs:ReceiveMessage"], [`${QUEUE}-*`, QUEUE]))],
    ["does less", planTo(allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"]))],
    ["does it to less", planTo(allow(["sqs:ReceiveMessage"]), allow("sqs:DeleteMessage", `${QUEUE}-dead`))],
    [
      "does it under a condition",
      planTo(
        allow("sqs:ReceiveMessage"),
        allow("sqs:DeleteMessage", QUEUE, { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      ),
    ],
    ["changes nothing", plan([])],
  ])("is within it where it %s", (_what, now) => {
    expect(held(now, REVIEWED)).toMatchObject({ isWithin: true, beyond: [] });
  });

  it.each([
    ["another action", planTo(allow(["sqs:ReceiveMessage", "sqs:SendMessage"])), /sqs:SendMessage/],
    ["a wildcard", planTo(allow("sqs:*")), /sqs:PurgeQueue/],
    ["another resource", planTo(allow("sqs:ReceiveMessage"), allow("sqs:DeleteMessage", `${QUEUE}s`)), /works/],
    [
      "what was allowed before and is not now",
      planTo(allow("sqs:DeleteMessage")),
      /no longer allows .*sqs:ReceiveMessage/,
    ],
    [
      "a Deny that was not reviewed",
      planTo(allow("sqs:ReceiveMessage"), deny("sqs:ReceiveMessage")),
      /denies|no longer/,
    ],
  ])("is beyond it with %s", (_what, now, told) => {
    const { isWithin, beyond } = held(now, REVIEWED);
    expect([isWithin, beyond.join("\n")]).toEqual([false, expect.stringMatching(told)]);
  });

  it("is beyond it without a Deny that was reviewed with what it opens", () => {
    const reviewed = planTo(allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"]), deny("sqs:DeleteMessage"));
    const now = planTo(allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"]));
    expect(held(now, reviewed)).toMatchObject({ isWithin: false });
    expect(held(reviewed, reviewed)).toMatchObject({ isWithin: true });
  });

  it("is beyond it where it removes what was only to be narrowed", () => {
    const wide = policy(allow("s3:GetObject", "arn:aws:s3:::files/*"));
    const to = (...statements: readonly object[]) => plan([rolePolicy(wide, policy(...statements))]);
    const reviewed = to(allow("s3:GetObject", "arn:aws:s3:::files/public/*"));
    expect(held(to(), reviewed)).toMatchObject({ isWithin: false });
    expect(held(reviewed, reviewed)).toMatchObject({ isWithin: true });
  });

  it("names every action that goes beyond, and none that was reviewed", () => {
    const text = held(planTo(allow("sqs:*", [QUEUE, `${QUEUE}-*`])), REVIEWED).beyond.join("\n");
    for (const name of ["AddPermission", "CreateQueue", "PurgeQueue", "SetQueueAttributes", "UntagQueue"])
      expect(text).toContain(`sqs:${name}`);
    expect(text).not.toMatch(/sqs:(ReceiveMessage|DeleteMessage)\b/);
  });

  it("is beyond it where it hides, destroys or attaches what was not reviewed", () => {
    const gone = {
      address: "aws_sqs_queue.work",
      mode: "managed",
      type: "aws_sqs_queue",
      name: "work",
      change: { actions: ["delete"], before: { name: "work" }, after: null },
    };
    const attached = {
      address: "aws_iam_role_policy_attachment.a",
      mode: "managed",
      type: "aws_iam_role_policy_attachment",
      name: "a",
      change: {
        actions: ["create"],
        before: null,
        after: { role: "orders", policy_arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      },
    };
    const hidden = {
      address: "aws_iam_role_policy.x",
      mode: "managed",
      type: "aws_iam_role_policy",
      name: "x",
      change: { actions: ["create"], before: null, after: { role: "orders" }, after_unknown: { policy: true } },
    };
    for (const change of [gone, attached, hidden]) {
      expect(held(plan([change]), plan([]))).toMatchObject({ isWithin: false });
      expect(held(plan([change]), plan([change]))).toMatchObject({ isWithin: true });
    }
  });

  it("says of another image that it differs, and refuses nothing", () => {
    const task = (tag: string) => ({
      address: "aws_ecs_task_definition.t",
      mode: "managed",
      type: "aws_ecs_task_definition",
      name: "t",
      change: {
        actions: ["delete", "create"],
        before: { family: "t", container_definitions: JSON.stringify([{ name: "app", image: "x:1" }]) },
        after: { family: "t", container_definitions: JSON.stringify([{ name: "app", image: `x:${tag}` }]) },
      },
    });
    expect(held(plan([task("3")]), plan([task("2")]))).toMatchObject({
      isWithin: true,
      differs: [expect.stringContaining("1 → 3")],
    });
  });
});

describe("ecs-role-pair review --reviewed", () => {
  const wider = file(planTo(allow("sqs:*")));
  const same = file(REVIEWED);

  it("takes the report or the plan of it, and exits with 2 only where the plan goes beyond", () => {
    const report = file(run(["review", same, "--format", "json"]).output, "report.json");
    for (const reviewed of [report, same]) {
      expect(run(["review", same, "--reviewed", reviewed])).toMatchObject({
        code: 0,
        output: expect.stringContaining("within what was reviewed"),
      });
      expect(run(["review", wider, "--reviewed", reviewed])).toMatchObject({
        code: 2,
        output: expect.stringContaining("beyond what was reviewed"),
      });
    }
    expect(run(["review", same, "--reviewed", report, "--fail-on", "low"]).code).toBe(2);
  });

  it.each([
    ["no JSON", "hello", /is not JSON/],
    ["something else", "{}", /is no report of a review/],
    [
      "a report of another version",
      JSON.stringify({ ...JSON.parse(run(["review", same, "--format", "json"]).output), version: 99 }),
      /version 99/,
    ],
  ])("refuses %s in a line", (_what, content, message) => {
    const { code, error } = run(["review", same, "--reviewed", file(content, "report.json")]);
    expect([code, error]).toEqual([1, expect.stringMatching(message)]);
    expect(error.trimEnd().split("\n")).toHaveLength(1);
  });
});

it("reads a report back as what it was", () => {
  const report = reportOf(REVIEWED);
  expect(readReviewed(Buffer.from(JSON.stringify(report)), "report.json")).toEqual(report);
});
