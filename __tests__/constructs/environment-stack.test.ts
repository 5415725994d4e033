import { Testing } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentStack, onlyGroups, Queue, Role, RolePair, ValidationError } from "../../constructs";
import { addressesOf, DEV, jsonOf, problemsOf, resourceAt, synthesized } from "../synthesized";

const nothing = () => undefined;

describe("an environment's stack", () => {
  it("is bound to its account and region, with everything default", () => {
    expect(synthesized(nothing)).toMatchSnapshot();
  });

  it("takes its state, its roles and its tags, with everything set", () => {
    const json = synthesized(nothing, {
      tags: { "cost-center": "42" },
      assumeRole: { roleArn: "arn:aws:iam::000000000000:role/deploy", externalId: "external", sessionName: "deploy" },
      backend: {
        type: "s3",
        bucket: "my-state",
        region: "eu-central-1",
        key: "states/my-service.tfstate",
        kmsKeyId: "alias/state",
        assumeRole: { roleArn: "arn:aws:iam::111111111111:role/state", externalId: "external", sessionName: "state" },
      },
    });
    expect(json).toMatchSnapshot();
  });

  it("gives each service and environment a state of its own", () => {
    const s3 = synthesized(nothing, { backend: { type: "s3", bucket: "my-state" } }).terraform.backend;
    expect(s3).toEqual({
      s3: {
        bucket: "my-state",
        key: "my-service/dev/terraform.tfstate",
        region: "eu-west-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
    expect(synthesized(nothing).terraform.backend).toEqual({ local: { path: "../../../terraform.dev.tfstate" } });
  });

  it.each([
    [
      "cn-north-1",
      "arn:aws-cn:sqs:cn-north-1:000000000000:work",
      "https://sqs.cn-north-1.amazonaws.com.cn/000000000000/work",
    ],
    [
      "us-gov-west-1",
      "arn:aws-us-gov:sqs:us-gov-west-1:000000000000:work",
      "https://sqs.us-gov-west-1.amazonaws.com/000000000000/work",
    ],
  ])("composes ARNs and URLs for %s", (region, arn, url) => {
    synthesized(
      (stack) => {
        const queue = new Queue(stack, "work", { queueName: "work" });
        expect([queue.arn, queue.url]).toEqual([arn, url]);
      },
      { region },
    );
  });

  it("stands beside another of its environment under an id of its own, with a state of its own", () => {
    const app = Testing.app();
    const [orders, billing] = ["orders", "billing"].map(
      (service) => new EnvironmentStack(app, { service, environment: DEV, stackId: `dev-${service}` }),
    );
    expect([orders, billing].map((stack) => stack?.node.id)).toEqual(["dev-orders", "dev-billing"]);
    expect([orders, billing].map((stack) => jsonOf(stack as EnvironmentStack).terraform.backend)).toEqual([
      { local: { path: "../../../terraform.dev-orders.tfstate" } },
      { local: { path: "../../../terraform.dev-billing.tfstate" } },
    ]);
  });

  it("lets queues take what AWS takes where it asks for a provider that does", () => {
    const props = { service: "orders", environment: DEV, providerVersions: ">= 6.8.0, < 7.0.0" };
    const stack = new EnvironmentStack(Testing.app(), props);
    new Queue(stack, "work", { queueName: "work", maxMessageSizeBytes: 1_048_576 });
    expect(jsonOf(stack).terraform.required_providers).toEqual({
      aws: { source: "hashicorp/aws", version: ">= 6.8.0, < 7.0.0" },
    });
  });

  it.each([">= 4.0.0", "< 7.0.0", "latest"])("refuses provider versions without a floor that works: %s", (versions) => {
    const app = Testing.app();
    new EnvironmentStack(app, { service: "orders", environment: DEV, providerVersions: versions });
    expect(() => app.synth()).toThrow("'providerVersions' must be a constraint with a floor from 5.100 on");
  });

  it("refuses the state of another stack", () => {
    const app = Testing.app();
    const backend = { type: "s3", bucket: "my-state", key: "state" } as const;
    for (const stackId of ["one", "two"])
      new EnvironmentStack(app, { service: "orders", environment: { ...DEV, backend }, stackId });
    expect(() => app.synth()).toThrow(
      "two: 'environment.backend' must keep the state elsewhere than the stack 'one', got 's3://my-state/state'",
    );
  });

  it("refuses an id that is taken", () => {
    const app = Testing.app();
    for (const service of ["orders", "billing"]) new EnvironmentStack(app, { service, environment: DEV });
    expect(() => app.synth()).toThrow("'name' must be unique in the app, got 'dev'");
  });
});

describe("addresses", () => {
  it("are paths without hashes and without the ids that only group", () => {
    const json = synthesized((stack) => {
      const service = new Construct(stack, "service");
      onlyGroups(service);
      new RolePair(service, "roles", { name: "a" });
      new Queue(new Construct(stack, "billing-v2"), "orders", { queueName: "orders" });
    });
    expect(addressesOf(json)).toEqual([
      "aws_iam_role.execution_role",
      "aws_iam_role.task_role",
      "aws_iam_role_policies_exclusive.execution_role_policies",
      "aws_iam_role_policies_exclusive.task_role_policies",
      "aws_iam_role_policy_attachments_exclusive.execution_role_attachments",
      "aws_iam_role_policy_attachments_exclusive.task_role_attachments",
      "aws_sqs_queue.billing_v2_orders",
      "aws_sqs_queue.billing_v2_orders_dead_letter",
      "aws_sqs_queue_redrive_allow_policy.billing_v2_orders_dead_letter_redrive_allow_policy",
    ]);
  });

  it("of two pairs of roles differ by the constructs they are nested in", () => {
    const json = synthesized((stack) => {
      for (const id of ["web", "worker"]) new RolePair(stack, id, { name: id });
    });
    expect(resourceAt(json, "aws_iam_role.web_task_role").name).toBe("web-task-role");
    expect(resourceAt(json, "aws_iam_role.worker_execution_role").name).toBe("worker-exec-role");
  });

  it("keep the ids that a user chose, whatever they are", () => {
    const json = synthesized((stack) => {
      for (const [scope, id] of [
        ["service", "roles"],
        ["orders", "alarms"],
      ] as const)
        new Queue(new Construct(stack, scope), id, { queueName: id, noDeadLetterQueueBecause: "it is only a test" });
    });
    expect(addressesOf(json)).toEqual(["aws_sqs_queue.orders_alarms", "aws_sqs_queue.service_roles"]);
  });

  it("that clash are refused, naming both paths", () => {
    const problems = problemsOf((stack) => {
      new Queue(new Construct(stack, "a"), "b_c", { queueName: "one", noDeadLetterQueueBecause: "it is only a test" });
      new Queue(new Construct(stack, "a_b"), "c", { queueName: "two", noDeadLetterQueueBecause: "it is only a test" });
    });
    expect(problems).toEqual([
      "dev: dev/a/b_c and dev/a_b/c have the same address aws_sqs_queue.a_b_c: rename one, or nest it in a construct of its own",
    ]);
  });
});

describe("problems", () => {
  it("of every stack of an app are told together, before any is written", () => {
    const app = Testing.app();
    for (const name of ["dev", "prod"]) {
      const stack = new EnvironmentStack(app, { service: "my-service", environment: { ...DEV, name, account: "1" } });
      new Queue(stack, "work", { queueName: "", visibilityTimeoutSeconds: -1 });
    }
    expect(() => app.synth()).toThrow(
      /^3 problems, nothing was written:\n {2}dev and prod: .*\n {2}work in dev and prod: /s,
    );
  });

  it("of four environments are one line that names the four", () => {
    const app = Testing.app();
    for (const name of ["dev", "test", "staging", "prod"]) {
      const stack = new EnvironmentStack(app, { service: "my-service", environment: { ...DEV, name } });
      new Queue(new Construct(stack, "orders"), "work", { queueName: `${name}-work`, delaySeconds: -1 });
    }
    expect(() => app.synth()).toThrow(
      "1 problem, nothing was written:\n  orders/work in dev, test, staging and prod: 'delaySeconds' must be",
    );
  });

  it("are told where tests skip validations", () => {
    const stack = new EnvironmentStack(Testing.app(), { service: "my-service", environment: DEV });
    new Queue(stack, "work", { queueName: "work", delaySeconds: -1 });
    expect(() => Testing.synth(stack)).toThrow(ValidationError);
  });

  it("are told of props that are missing", () => {
    const app = Testing.app();
    const stack = new EnvironmentStack(app, undefined as never);
    new Role(stack, "role", undefined as never);
    expect(() => app.synth()).toThrow(ValidationError);
  });
});
