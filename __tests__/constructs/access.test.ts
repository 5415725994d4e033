import { type Access, access, KmsKey, RolePair } from "../../constructs";
import { resourceAt, statementsOf, synthesized } from "../synthesized";

const COMMON: Readonly<Record<string, Access>> = {
  readObjects: access.readObjects("my-bucket", "in/"),
  readEveryObject: access.readObjects("my-bucket"),
  writeObjects: access.writeObjects("my-bucket", "out/"),
  deleteObjects: access.deleteObjects("my-bucket"),
  readTable: access.readTable("orders"),
  readTableElsewhere: access.readTable("arn:aws:dynamodb:us-east-1:111111111111:table/orders"),
  writeTable: access.writeTable("orders"),
  publish: access.publish("orders"),
  putEvents: access.putEvents(),
  invokeModel: access.invokeModel("amazon.nova-lite-v1:0"),
  assumeRole: access.assumeRole("arn:aws:iam::111111111111:role/reader"),
  fetchParameters: access.fetchParameters("/my-service/dev/*"),
  fetchParametersWithKey: access.fetchParameters("/my-service/dev/*", {
    key: KmsKey.fromAlias("alias/my-service-dev"),
  }),
};

function allowing(sid: string, allowed: Parameters<RolePair["task"]["allow"]>[1]) {
  return synthesized((stack) => new RolePair(stack, "roles", { name: "my-dev-service" }).task.allow(sid, allowed));
}

describe("what applications commonly need", () => {
  it.each(Object.entries(COMMON))("%s: exactly these actions, on exactly this", (name, allowed) => {
    const [first = ""] = name;
    const sid = `${first.toUpperCase()}${name.slice(1)}`;
    expect(statementsOf(allowing(sid, allowed), "task_role")).toMatchSnapshot();
  });
});

describe("anything else", () => {
  it("is written out under a name that becomes the Sid", () => {
    const json = allowing("ReadFeed", {
      actions: ["kinesis:GetRecords", "kinesis:GetShardIterator"],
      resources: ["arn:aws:kinesis:eu-west-1:000000000000:stream/feed"],
      conditions: { StringEquals: { "aws:ResourceTag/team": "my-team" } },
    });
    expect(statementsOf(json, "task_role")).toEqual({
      ReadFeed: {
        Effect: "Allow",
        Action: ["kinesis:GetRecords", "kinesis:GetShardIterator"],
        Resource: ["arn:aws:kinesis:eu-west-1:000000000000:stream/feed"],
        Condition: { StringEquals: { "aws:ResourceTag/team": ["my-team"] } },
      },
    });
  });

  it("may be everything where a reason says why, and the reason stands beside the policy", () => {
    const json = allowing("ReadMetrics", {
      actions: ["sqs:GetQueue*"],
      resources: ["*"],
      reason: "the dashboard shows every queue there is",
    });
    expect(statementsOf(json, "task_role").ReadMetrics?.Resource).toEqual(["*"]);
    expect(resourceAt(json, "aws_iam_role_policy.task_role_policy")["//"].reasons).toEqual({
      ReadMetrics: "the dashboard shows every queue there is",
    });
  });

  it("needs no reason for '*' where no action takes a resource", () => {
    const json = allowing("ListQueues", { actions: ["sqs:ListQueues"], resources: ["*"] });
    expect(statementsOf(json, "task_role").ListQueues?.Resource).toEqual(["*"]);
  });
});
