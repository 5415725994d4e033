import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformStack, TerraformVariable, Testing } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  Image,
  Queue,
  Role,
  RolePair,
  readableName,
  StackLocation,
  TaskDefinition,
  ValidationError,
} from "../../constructs";

const PLACE = { account: "111122223333", region: "eu-central-1" };
const QUEUE_ARN = "arn:aws:sqs:eu-central-1:111122223333:work";

function stackWith(build: (stack: TerraformStack) => void, context = {}) {
  const stack = new TerraformStack(Testing.app({ context }), "theirs");
  build(stack);
  return JSON.parse(Testing.synth(stack));
}

function service(scope: Construct): Queue {
  const queue = new Queue(scope, "work", { queueName: "work" });
  const roles = new RolePair(scope, "roles", { name: "svc" });
  queue.grantConsume(roles.task);
  const containers = [{ name: "app", image: Image.fromEcr("svc", { tag: "1" }) }];
  new TaskDefinition(scope, "task", { family: "svc", roles, cpuUnits: 256, memoryMiB: 512, containers });
  return queue;
}

describe("a stack of the user's own", () => {
  it.each<[string, (stack: TerraformStack) => void, object]>([
    ["a construct", (stack) => new StackLocation(stack, "location", PLACE), {}],
    ["a construct in the app", (stack) => new StackLocation(stack.node.root as Construct, "location", PLACE), {}],
    ["the context", () => undefined, { "ecs-role-pair": PLACE }],
    [
      "its provider's region and only account",
      (stack) => new AwsProvider(stack, "AWS", { region: PLACE.region, allowedAccountIds: [PLACE.account] }),
      {},
    ],
    [
      "its provider's region and the role it assumes",
      (stack) => {
        const roleArn = `arn:aws:iam::${PLACE.account}:role/deploy`;
        new AwsProvider(stack, "AWS", { region: PLACE.region, assumeRole: [{ roleArn }] });
      },
      {},
    ],
    [
      "its provider's region and an account that is said",
      (stack) => {
        new AwsProvider(stack, "AWS", { region: PLACE.region });
        new StackLocation(stack, "location", { account: PLACE.account });
      },
      {},
    ],
  ])("takes the constructs where %s says where it is", (_, say, context) => {
    let arn = "";
    stackWith((stack) => {
      say(stack);
      arn = service(stack).arn;
    }, context);
    expect(arn).toBe(QUEUE_ARN);
  });

  it("keeps its logical ids, provider and version; the constructs add only their own resources", () => {
    const theirs = (stack: TerraformStack) => {
      new AwsProvider(stack, "AWS", { region: PLACE.region, defaultTags: [{ tags: { team: "theirs" } }] });
      new SqsQueue(new Construct(stack, "orders"), "queue", { name: "orders" });
    };
    const before = stackWith(theirs);
    const after = stackWith((stack) => {
      theirs(stack);
      new StackLocation(stack, "location", { account: PLACE.account });
      service(new Construct(stack, "mine"));
    });
    expect(Object.keys(before.resource.aws_sqs_queue)).toEqual(["orders_queue_A1AAE4D8"]);
    expect(after.provider).toEqual(before.provider);
    expect(after.terraform).toEqual(before.terraform);
    expect(after.resource.aws_sqs_queue).toMatchObject(before.resource.aws_sqs_queue);
  });

  it("has readable addresses where it asks for them", () => {
    class Readable extends TerraformStack {
      protected override allocateLogicalId(element: Parameters<typeof readableName>[0]): string {
        return readableName(element, this);
      }
    }
    const stack = new Readable(Testing.app(), "readable");
    new StackLocation(stack, "location", PLACE);
    service(stack);
    expect(Object.keys(JSON.parse(Testing.synth(stack)).resource.aws_iam_role)).toEqual([
      "execution_role",
      "task_role",
    ]);
  });

  it("is synthesized by synthScope", () => {
    const json = Testing.synthScope((scope: IConstruct) => {
      new StackLocation(scope as Construct, "location", PLACE);
      service(scope as Construct);
    });
    expect(json).toContain(QUEUE_ARN);
  });

  it("is refused what is wrong where tests skip validations, all of it at once", () => {
    const build = () =>
      stackWith((stack) => {
        new StackLocation(stack, "location", PLACE);
        new Queue(stack, "work", { queueName: "work", delaySeconds: -1 });
        new Role(stack, "role", undefined as never);
      });
    expect(build).toThrow(ValidationError);
    expect(build).toThrow(/^2 problems, nothing was written:\n {2}theirs\/work: .*\n {2}theirs\/role: /);
  });

  it("is refused before any stack of the app is written", () => {
    const app = Testing.app();
    for (const id of ["first", "second"]) {
      const stack = new TerraformStack(app, id);
      new StackLocation(stack, "location", PLACE);
      new Queue(stack, "work", { queueName: "work", delaySeconds: id === "second" ? -1 : 1 });
    }
    expect(() => app.synth()).toThrow("second/work: 'delaySeconds' must be");
  });

  it("is asked where it is when it does not say", () => {
    const build = () => stackWith((stack) => new AwsProvider(stack, "AWS", { region: PLACE.region }) && service(stack));
    expect(build).toThrow(ValidationError);
    expect(build).toThrow("the account of the stack 'theirs' must be known");
  });

  it("is asked where it is when only Terraform knows", () => {
    const build = () =>
      stackWith((stack) => {
        const region = new TerraformVariable(stack, "region", { type: "string" }).stringValue;
        new AwsProvider(stack, "AWS", { region, allowedAccountIds: [PLACE.account] });
        service(stack);
      });
    expect(build).toThrow("the region of the stack 'theirs' must be known");
  });

  it("is refused a place that its provider contradicts", () => {
    const build = () =>
      stackWith((stack) => {
        new AwsProvider(stack, "AWS", { region: "us-east-1" });
        new StackLocation(stack, "location", PLACE);
        service(stack);
      });
    expect(build).toThrow("theirs: 'region' must be that of the stack's AwsProvider, us-east-1, got 'eu-central-1'");
  });

  it("does not take an alias's place for its own", () => {
    const build = () =>
      stackWith((stack) => {
        new AwsProvider(stack, "other", { alias: "other", region: "us-east-1", allowedAccountIds: ["999999999999"] });
        service(stack);
      });
    expect(build).toThrow("the account and region of the stack 'theirs' must be known");
  });
});
