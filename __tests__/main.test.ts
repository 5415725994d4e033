import { ProjectCopy } from "./project-copy";

const STACKS = ["stacks/dev/cdk.tf.json", "stacks/prod/cdk.tf.json", "stacks/staging/cdk.tf.json"];

const copies: ProjectCopy[] = [];
afterAll(() => {
  for (const copy of copies) copy.remove();
});

function projectCopy(): ProjectCopy {
  const copy = new ProjectCopy();
  copies.push(copy);
  return copy;
}

/** Where two stacks differ: the addresses of resources, and the names of whatever else. */
function changes(before = "{}", after = "{}"): readonly string[] {
  const parts = (text: string) => {
    const { resource, ...others } = JSON.parse(text) as { resource: Record<string, Record<string, unknown>> };
    const byAddress = Object.entries(resource).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, attributes]) => [`${type}.${name}`, attributes] as const),
    );
    return new Map([...byAddress, ...Object.entries(others)].map(([name, value]) => [name, JSON.stringify(value)]));
  };
  const [left, right] = [parts(before), parts(after)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((name) => left.get(name) !== right.get(name)).sort();
}

function lines(text = ""): readonly string[] {
  return text.split("\n");
}

describe("main.ts", () => {
  const original = projectCopy();
  const first = original.synthesize();
  const output = original.output();

  it("writes the stack of every environment, and says so in one line", () => {
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(
      Object.keys(output)
        .filter((file) => file.endsWith("cdk.tf.json"))
        .sort(),
    ).toEqual(STACKS);
    expect(first.stdout).toMatch(/^3 stacks \(dev, staging, prod\), \d+ elements in cdktf\.out\/stacks\n$/);
  });

  it("writes the same bytes again, and in another folder", () => {
    const elsewhere = projectCopy();
    elsewhere.synthesize();
    original.synthesize();
    expect(original.output()).toEqual(output);
    expect(elsewhere.output()).toEqual(output);
  });

  it("names no folder of this machine", () => {
    expect(Object.values(output).join("\n")).not.toContain(original.folder);
  });

  it("changes one line of one environment when its image tag changes", () => {
    const copy = projectCopy();
    copy.edit("stacks/environments.ts", 'imageTag: "1.0.0"', 'imageTag: "2.0.0"');
    copy.synthesize();
    const changed = Object.keys(output).filter((file) => copy.output()[file] !== output[file]);
    expect(changed).toEqual(["stacks/dev/cdk.tf.json"]);
    const [before, after] = [lines(output["stacks/dev/cdk.tf.json"]), lines(copy.output()["stacks/dev/cdk.tf.json"])];
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });

  it("changes the container and the execution role's policy when a secret is added, and nothing else", () => {
    const copy = projectCopy();
    const secret = "API_KEY: Secret.fromParameter(`/$" + "{SERVICE}/$" + "{name}/api-key`, { key: parametersKey }),";
    copy.edit("stacks/my-service.ts", "secrets: {", `secrets: { ${secret}`);
    expect(copy.synthesize()).toMatchObject({ status: 0 });
    for (const stack of STACKS) {
      expect(changes(output[stack], copy.output()[stack])).toEqual([
        "aws_ecs_task_definition.task",
        "aws_iam_role_policy.execution_role_policy",
      ]);
    }
  });

  it("names every problem of every environment at once, writes no stack and shows no stack trace", () => {
    const copy = projectCopy();
    copy.edit("stacks/environments.ts", 'account: "000000000000"', 'account: "12345"');
    copy.edit("stacks/environments.ts", "cpuUnits: 1024", "cpuUnits: 1000");
    const { status, stderr } = copy.synthesize();
    expect(status).toBe(1);
    expect(stderr).toBe(
      [
        "2 problems, nothing was written:",
        "  dev: 'account' must be an account id of 12 digits, got '12345'",
        "  prod/service/task: 'cpuUnits' must be 256, 512, 1024, 2048, 4096, 8192 or 16384 on Fargate, got 1000",
        "",
      ].join("\n"),
    );
    expect(Object.keys(copy.output())).toEqual([]);
  });

  it("names a construct id that is there twice, without a stack trace", () => {
    const copy = projectCopy();
    copy.edit("stacks/my-service.ts", 'new Queue(this, "confirmed"', 'new Queue(this, "pending"');
    const { status, stderr } = copy.synthesize();
    expect(status).toBe(1);
    expect(stderr).toContain("There is already a Construct with name 'pending' in MyService [service]: give each");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("names two environments of one name", () => {
    const copy = projectCopy();
    copy.edit("stacks/environments.ts", 'name: "staging"', 'name: "dev"');
    const { status, stderr } = copy.synthesize();
    expect(status).toBe(1);
    expect(stderr).toContain("'name' must be unique in the app, got 'dev'");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
