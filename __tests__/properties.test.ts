import * as fc from "fast-check";
import { knownActions, takesResource } from "../aws/actions/known-action";
import { canonicalJson } from "../aws/canonical-json";
import {
  access,
  type Container,
  Image,
  KmsKey,
  Logging,
  Queue,
  RolePair,
  Secret,
  TaskDefinition,
  type Volume,
} from "../constructs";
import { type Resource, type StackJson, synthesized } from "./synthesized";

/** A valid service, as data: what it has, and in which order it is written. */
interface Service {
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly queues: readonly { readonly id: string; readonly key?: KmsKey; readonly grants: readonly Grant[] }[];
  readonly allowed: readonly Allowed[];
  readonly exec: boolean;
}

const GRANTS = ["grantConsume", "grantSend", "grantRedrive"] as const;
type Grant = (typeof GRANTS)[number];

const ALLOWED = {
  ReadTemplates: access.readObjects("my-templates", "emails/"),
  WriteReports: access.writeObjects("my-reports"),
  ReadOrders: access.readTable("orders"),
  WriteOrders: access.writeTable("orders"),
  PublishOrders: access.publish("orders"),
  PutEvents: access.putEvents("orders"),
  InvokeModel: access.invokeModel("amazon.nova-lite-v1:0"),
  AssumeReader: access.assumeRole("arn:aws:iam::111111111111:role/reader"),
};
type Allowed = keyof typeof ALLOWED;

const KEYS = [
  undefined,
  KmsKey.fromAlias("alias/my-service-dev"),
  KmsKey.fromArn("arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555"),
];
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);
const key = fc.constantFrom(...KEYS);

const image = fc.oneof(
  fc.constant(Image.fromRegistry("public.ecr.aws/nginx/nginx:1.27")),
  fc
    .record({
      repository: fc.stringMatching(/^[a-z]{2,8}$/),
      account: fc.constantFrom(undefined, "111111111111"),
      cache: fc.constantFrom(undefined, {}, { createRepository: true }),
    })
    .map(({ repository, account, cache }) =>
      Image.fromEcr(repository, { tag: "1.0.0", account, pullThroughCache: cache }),
    ),
);

const secret = fc.oneof(
  fc.record({ name, key }).map(({ name, key }) => Secret.fromParameter(`/my-service/dev/${name}`, { key })),
  fc.record({ name, key }).map(({ name, key }) => Secret.fromSecretsManager(name, { key, jsonKey: "password" })),
  name.map((name) => Secret.fromParameter(`/aws/reference/secretsmanager/${name}`)),
  name.map((name) => Secret.fromParameter(`arn:aws:ssm:us-east-1:000000000000:parameter/${name}`)),
);

const logging = fc.oneof(
  fc.constant(undefined),
  fc
    .record({ group: name, createGroup: fc.boolean() })
    .map(({ group, createGroup }) => Logging.awsLogs({ logGroupName: `/${group}`, createGroup })),
  secret.map((token) => Logging.fromDriver("splunk", { secretOptions: { "splunk-token": token } })),
);

const container = fc.record({
  name,
  image,
  logging,
  secrets: fc.dictionary(fc.stringMatching(/^[A-Z]{1,6}$/), secret, { maxKeys: 5 }),
  environmentFiles: fc.uniqueArray(
    name.map((file) => `arn:aws:s3:::my-files/${file}.env`),
    { maxLength: 3 },
  ),
  mountPoints: fc.constantFrom(
    [],
    [{ sourceVolume: "shared", containerPath: "/shared" }],
    [{ sourceVolume: "shared", containerPath: "/shared", readOnly: true }],
  ),
  repositoryCredentials: fc.constantFrom(undefined, {
    secretArn: "arn:aws:secretsmanager:eu-west-1:000000000000:secret:registry-AbCdEf",
  }),
  readonlyRootFilesystem: fc.constant(false),
});

const service: fc.Arbitrary<Service> = fc.record({
  containers: fc.uniqueArray(container, { minLength: 1, maxLength: 4, selector: ({ name }) => name }),
  volumes: fc.constantFrom<readonly Volume[]>(
    [{ name: "shared" }],
    [{ name: "shared", efs: { fileSystemId: "fs-0123456789abcdef0", accessPointId: "fsap-0123456789abcdef0" } }],
    [{ name: "shared", efs: { fileSystemId: "fs-0123456789abcdef0", rootAccess: true } }],
  ),
  queues: fc.uniqueArray(fc.record({ id: name, key, grants: fc.uniqueArray(fc.constantFrom(...GRANTS)) }), {
    maxLength: 4,
    selector: ({ id }) => id,
  }),
  allowed: fc.uniqueArray(fc.constantFrom(...(Object.keys(ALLOWED) as Allowed[]))),
  exec: fc.boolean(),
});

function build({ containers, volumes, queues, allowed, exec }: Service): StackJson {
  return synthesized((stack) => {
    const roles = new RolePair(stack, "roles", { name: "my-dev-service" });
    for (const { id, key, grants } of queues) {
      const queue = new Queue(stack, `queue-${id}`, { queueName: `dev-${id}`, key });
      for (const grant of grants) queue[grant](roles.task);
    }
    for (const sid of allowed) roles.task.allow(sid, ALLOWED[sid]);
    new TaskDefinition(stack, "task", {
      family: "my-dev-service",
      roles,
      cpuUnits: 1024,
      memoryMiB: 2048,
      containers,
      volumes,
      executeCommand: exec ? { logGroupName: "/sessions", bucketName: "my-sessions" } : undefined,
    });
  });
}

function policyStatements(json: StackJson): readonly Resource[] {
  return Object.values(json.resource.aws_iam_role_policy ?? {}).flatMap(({ policy }) => policy.Statement);
}

/** Every single thing that is allowed: who, action, resource and condition. */
function permissions(json: StackJson): ReadonlySet<string> {
  const policies = Object.entries(json.resource.aws_iam_role_policy ?? {});
  const single = policies.flatMap(([role, { policy }]) =>
    (policy.Statement as readonly Resource[]).flatMap(({ Action, Resource, Condition = {} }) =>
      (Action as string[]).flatMap((action) =>
        (Resource as string[]).flatMap((resource) =>
          alternatives(Condition).map((condition) => JSON.stringify([role, action, resource, condition])),
        ),
      ),
    ),
  );
  return new Set(single);
}

/** A condition with lists of values, as all conditions with one value each that it stands for. */
function alternatives(
  condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): readonly string[] {
  const keys = Object.entries(condition).flatMap(([operator, byKey]) =>
    Object.entries(byKey).map(([key, values]) => values.map((value) => `${operator} ${key} ${value}`)),
  );
  return keys.reduce<readonly string[]>(
    (all, values) => all.flatMap((one) => values.map((value) => `${one};${value}`)),
    [""],
  );
}

/** Fewer, larger examples: each is a whole stack. */
const RUNS = { numRuns: 60 };

describe("any valid service", () => {
  it("is granted actions that exist, one by one", () => {
    fc.assert(
      fc.property(service, (input) => {
        const actions = policyStatements(build(input)).flatMap(({ Action }) => Action as string[]);
        expect(actions.filter((action) => knownActions(action).length !== 1 || /[*?]/.test(action))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("is granted them on resources that they take, and on '*' only where they take none", () => {
    fc.assert(
      fc.property(service, (input) => {
        for (const { Action, Resource } of policyStatements(build(input))) {
          const actions = (Action as string[]).flatMap(knownActions);
          if (Resource.includes("*")) {
            expect(actions.flatMap(({ action }) => action.resourceTypes)).toEqual([]);
          } else {
            expect(
              actions.filter((action) => !Resource.some((resource: string) => takesResource(action, resource))),
            ).toEqual([]);
            expect(
              Resource.filter((resource: string) => !actions.some((action) => takesResource(action, resource))),
            ).toEqual([]);
          }
        }
      }),
      RUNS,
    );
  });

  it("is the same whatever the order it is written in", () => {
    const shuffled = service.chain((input) =>
      fc.record({
        input: fc.constant(input),
        containers: fc.shuffledSubarray([...input.containers], { minLength: input.containers.length }),
        allowed: fc.shuffledSubarray([...input.allowed], { minLength: input.allowed.length }),
        queues: fc.shuffledSubarray([...input.queues], { minLength: input.queues.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ input, ...order }) => {
        const rewritten = order.containers.map(
          (container) => Object.fromEntries(Object.entries(container).reverse()) as unknown as Container,
        );
        expect(canonicalJson(build({ ...input, ...order, containers: rewritten }))).toBe(canonicalJson(build(input)));
      }),
      RUNS,
    );
  });

  it("keeps every permission it has when it is granted one more", () => {
    const more = fc.record({
      input: service,
      queue: name,
      grant: fc.constantFrom(...GRANTS),
      sid: fc.constantFrom(...(Object.keys(ALLOWED) as Allowed[])),
    });
    fc.assert(
      fc.property(more, ({ input, queue, grant, sid }) => {
        const queues = input.queues.some(({ id }) => id === queue)
          ? input.queues
          : [...input.queues, { id: queue, grants: [grant] }];
        const allowed = [...new Set([...input.allowed, sid])];
        const after = permissions(build({ ...input, queues, allowed }));
        expect([...permissions(build(input))].filter((permission) => !after.has(permission))).toEqual([]);
      }),
      RUNS,
    );
  });

  it("has policies within IAM's size, or is refused with the size it has", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
        const names = Array.from({ length: count }, (_, index) => `SECRET_${index}`);
        const secrets = Object.fromEntries(
          names.map((name) => [name, Secret.fromParameter(`/my-service/dev/${name}`)]),
        );
        const containers = [{ name: "app", image: Image.fromRegistry("public.ecr.aws/nginx/nginx:1.27"), secrets }];
        let size = 0;
        try {
          const [{ policy } = {}] = Object.values(
            build({ containers, volumes: [], queues: [], allowed: [], exec: false }).resource.aws_iam_role_policy ?? {},
          );
          size = JSON.stringify(policy).replace(/\s/g, "").length;
        } catch (error) {
          expect((error as Error).message).toMatch(
            /must be at most 10240 characters, got (1024[1-9]|102[5-9]\d|10[3-9]\d\d|1[1-9]\d{3}|[2-9]\d{4}|\d{6,})/,
          );
        }
        expect(size).toBeLessThanOrEqual(10_240);
      }),
      RUNS,
    );
  });
});
