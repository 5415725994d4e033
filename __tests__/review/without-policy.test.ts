import type { Values } from "../../review/plan/plan";
import { change, found, plan, policy } from "./written-plan";

const role = (name: string) => `arn:aws:iam::111111111111:role/${name}`;
const created = (address: string, values: Values) => found(plan({ resource_changes: [change(address, null, values)] }));
const updated = (address: string, before: Values, after: Values, unknown: Values = {}) => {
  const planned = change(address, before, after);
  const changes = [{ ...planned, change: { ...planned.change, after_unknown: unknown } }];
  return found(plan({ resource_changes: changes }));
};

describe("a role that somebody comes to wear", () => {
  it.each([
    [
      "aws_eks_pod_identity_association.a",
      { cluster_name: "main", namespace: "shop", service_account: "orders", role_arn: role("orders") },
      "pods of service account shop/orders in cluster main may do what role orders may",
    ],
    [
      "aws_transfer_user.a",
      { user_name: "anna", role: role("files") },
      "file transfer user anna may do what role files may",
    ],
    [
      "aws_ssm_activation.a",
      { iam_role: "servers" },
      "servers that register with the activation may do what role servers may",
    ],
    [
      "aws_iam_openid_connect_provider.a",
      { url: "https://gitlab.com" },
      "whoever https://gitlab.com gives a token may assume roles that trust it",
    ],
  ])("is told: %s", (address, values, told) => {
    expect(created(address, values)).toEqual([`widened given-without-policy: ${told}`]);
  });
});

describe("another role than before", () => {
  it.each([
    ["in an attribute", { role: role("a") }, { role: role("b") }],
    ["in a block", { s3: [{ role_arn: role("a") }] }, { s3: [{ role_arn: role("b") }] }],
  ])("is told wherever it stands: %s", (_where, before, after) => {
    expect(updated("aws_something.a", before, after)).toEqual([
      "widened role-exchanged: aws_something.a acts under role b from now on, before under role a",
    ]);
  });

  it("is told of a task, and where it is known after apply", () => {
    expect(updated("aws_ecs_task_definition.a", { task_role_arn: role("a") }, {}, { task_role_arn: true })).toEqual([
      "widened role-exchanged: aws_ecs_task_definition.a acts under a role that is known after apply from now on, before under role a",
    ]);
  });

  it.each([
    [
      "though the other stands elsewhere",
      { service_role: role("b"), task: [{ role_arn: role("a") }] },
      { service_role: role("b"), task: [{ role_arn: role("b") }] },
      [["b", "role a"]],
    ],
    [
      "where two attributes swap theirs",
      { read_role: role("a"), write_role: role("b") },
      { read_role: role("b"), write_role: role("a") },
      [
        ["b", "role a"],
        ["a", "role b"],
      ],
    ],
    ["where there was none", { role_arn: null }, { role_arn: role("b") }, [["b", "no role"]]],
    [
      "of a second item in a list",
      { task: [{ role_arn: role("a") }] },
      { task: [{ role_arn: role("a") }, { role_arn: role("b") }] },
      [["b", "no role"]],
    ],
  ])("is told %s", (_how, before: Values, after: Values, told) => {
    expect(updated("aws_something.a", before, after)).toEqual(
      told.map(
        ([now, old]) =>
          `widened role-exchanged: aws_something.a acts under role ${now} from now on, before under ${old}`,
      ),
    );
  });

  it("is told of a task that comes to wear its execution role", () => {
    const roles = (task: string) => ({ execution_role_arn: role("start"), task_role_arn: role(task) });
    expect(updated("aws_ecs_task_definition.a", roles("app"), roles("start"))).toContain(
      "widened role-exchanged: aws_ecs_task_definition.a acts under role start from now on, before under role app",
    );
  });

  it("is none of what is made, or of what somebody is given", () => {
    expect(created("aws_something.a", { role_arn: role("b") })).toEqual([]);
    const association = { cluster_name: "main", namespace: "shop", service_account: "orders" };
    expect(
      updated("aws_eks_pod_identity_association.a", association, { ...association, role_arn: role("orders") }).join(),
    ).not.toContain("role-exchanged");
  });

  it("is none where roles only change their order, or where they are a principal", () => {
    expect(
      updated("aws_redshift_cluster.a", { iam_roles: [role("a"), role("b")] }, { iam_roles: [role("b"), role("a")] }),
    ).toEqual([]);
    expect(updated("aws_something.a", { principal: role("a") }, { principal: role("b") })).toEqual([]);
  });
});

it.each(["aws_mq_broker.a", "aws_dms_replication_instance.a", "aws_redshiftserverless_workgroup.a"])(
  "tells that %s is reachable from the internet",
  (address) => {
    expect(created(address, { publicly_accessible: true })).toEqual([
      `high public-access: ${address} is reachable from the internet`,
    ]);
    expect(created(address, { publicly_accessible: false })).toEqual([]);
  },
);

describe("ports that are open to the internet", () => {
  const rule = (protocol: string, port: number | undefined, ...networks: readonly string[]) => ({
    cidr_blocks: networks.filter((network) => !network.includes(":")),
    ipv6_cidr_blocks: networks.filter((network) => network.includes(":")),
    from_port: port ?? 0,
    to_port: port ?? (protocol === "-1" ? 0 : 65_535),
    protocol,
  });
  const [v4, v6] = ["0.0.0.0/0", "::/0"];
  const told = (before: readonly Values[], after: readonly Values[]) =>
    updated("aws_security_group.a", { ingress: before }, { ingress: after });
  const on = (ports: string) => [`high public-access: aws_security_group.a lets the whole internet in on ${ports}`];

  it.each([
    ["of every protocol after those of one", [rule("tcp", undefined, v4)], [rule("-1", undefined, v4)], "every port"],
    ["of another protocol", [rule("tcp", undefined, v4)], [rule("tcp", undefined, v4), rule("udp", 53, v4)], "port 53"],
    [
      "of the other IP version",
      [rule("-1", undefined, v4)],
      [rule("-1", undefined, v4), rule("tcp", 22, v6)],
      "port 22",
    ],
    ["of both IP versions after one", [rule("tcp", 22, v4)], [rule("tcp", 22, v4, v6)], "port 22"],
  ])("are told: %s", (_what, before, after, ports) => {
    expect(told(before, after)).toEqual(on(ports));
  });

  it.each([
    ["to one protocol", [rule("-1", undefined, v4, v6)], [rule("tcp", undefined, v4, v6)]],
    ["to one port", [rule("tcp", undefined, v4)], [rule("6", 22, v4)]],
    ["to one IP version", [rule("tcp", 22, v4, v6)], [rule("tcp", 22, v6)]],
    ["to a part of the internet", [rule("-1", undefined, v4)], [rule("-1", undefined, "0.0.0.0/1")]],
    ["to one rule in place of two", [rule("tcp", 22, v4), rule("tcp", 22, v6)], [rule("tcp", 22, v4, v6)]],
  ])("are not told where they are narrowed: %s", (_what, before, after) => {
    expect(told(before, after)).toEqual([]);
  });
});

it("tells that an access point leaves public access open", () => {
  const block = (open: boolean) => ({
    public_access_block_configuration: [{ block_public_policy: open, block_public_acls: true }],
  });
  expect(created("aws_s3_access_point.a", { name: "a", ...block(false) })).toEqual([
    "high public-access: aws_s3_access_point.a leaves public access open (block_public_policy)",
  ]);
  expect(created("aws_s3_access_point.a", { name: "a", ...block(true) })).toEqual([]);
});

it("tells what is imported and opens something without a policy", () => {
  const imported = (address: string, values: Values) => {
    const planned = change(address, values, values);
    return found(plan({ resource_changes: [{ ...planned, change: { ...planned.change, importing: { id: "x" } } }] }));
  };
  const ssh = [{ cidr_blocks: ["0.0.0.0/0"], from_port: 22, to_port: 22, protocol: "tcp" }];
  expect(imported("aws_security_group.a", { ingress: ssh })).toEqual([
    "high comes-under-terraform: aws_security_group.a comes under Terraform as it is: it lets the whole internet in on port 22",
  ]);
  const all = [{ cidr_blocks: ["0.0.0.0/0"], from_port: 0, to_port: 0, protocol: "-1" }];
  expect(imported("aws_security_group.a", { ingress: all })).toEqual([expect.stringContaining("in on every port")]);
  expect(imported("aws_iam_access_key.a", { user: "anna" })).toEqual([
    "low comes-under-terraform: aws_iam_access_key.a comes under Terraform as it is: user anna may sign requests with an access key made here",
  ]);
  expect(imported("aws_security_group.a", { ingress: [] })).toEqual([]);
});

describe("one thing at two addresses", () => {
  const moved = (type: string, old: Values, made: Values) =>
    found(
      plan({ resource_changes: [change(`${type}.old`, old, null), change(`module.new.${type}.this`, null, made)] }),
    ).filter((each) => each.includes("one-thing-at-two-addresses"));

  it.each([
    ["aws_iam_role", { name: "orders" }],
    ["aws_iam_user", { name: "anna" }],
    ["aws_security_group", { name: "web", vpc_id: "vpc-1" }],
    ["aws_ecs_service", { name: "orders", cluster: "main" }],
    ["aws_db_instance", { identifier: "orders" }],
    ["aws_ssm_parameter", { name: "/orders/key" }],
    ["aws_kms_alias", { name: "alias/orders" }],
  ])("is told of %s, and not of two that differ", (type, values: Values) => {
    const [name = ""] = Object.keys(values);
    expect(moved(type, values, values)).toEqual([
      expect.stringContaining(`write a moved block with from = ${type}.old and to = module.new.${type}.this`),
    ]);
    expect(moved(type, values, { ...values, [name]: "another" })).toEqual([]);
  });

  it("is two services in two clusters", () => {
    expect(moved("aws_ecs_service", { name: "orders", cluster: "a" }, { name: "orders", cluster: "b" })).toEqual([]);
  });
});

it("takes whoever is given something for no user of a role that goes", () => {
  const gone = change("aws_iam_role.a", { name: "a", arn: role("a") }, null);
  const told = (address: string, values: Values) =>
    found(plan({ resource_changes: [gone, change(address, values, values)] })).filter((each) =>
      each.includes("role-in-use"),
    );
  expect(told("aws_kms_grant.a", { grantee_principal: role("a"), key_id: "k" })).toEqual([]);
  expect(told("aws_transfer_user.a", { user_name: "anna", role: role("a") })).toEqual([
    "medium role-in-use: role a is destroyed, and aws_transfer_user.a has it until then",
  ]);
});

describe("a queue that loses its policy", () => {
  const url = "https://sqs.eu-west-1.amazonaws.com/111111111111/orders";
  const queue = { name: "orders", url };
  const deny = policy({ Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" });
  const told = (after: Values | null) =>
    found(
      plan({
        resource_changes: [
          change("aws_sqs_queue.orders", queue, after),
          change("aws_sqs_queue_policy.orders", { queue_url: url, policy: deny }, null),
        ],
      }),
    );

  it("is told where it stays, and not where it goes too", () => {
    expect(told(queue)).toEqual(["low queue-without-policy: queue orders loses its policy, and plain HTTP is allowed"]);
    expect(told(null)).toEqual([expect.stringContaining("data-loss")]);
  });
});

it("says of no boundary that it goes where another is known only after apply", () => {
  const boundary = "arn:aws:iam::111111111111:policy/limit";
  const before = { name: "orders", permissions_boundary: boundary };
  const lost = updated("aws_iam_role.orders", before, { name: "orders" });
  expect(lost).toEqual([`widened permission-widened: role orders loses the permissions boundary ${boundary}`]);
  const unknown = updated("aws_iam_role.orders", before, { name: "orders" }, { permissions_boundary: true });
  expect(unknown).toEqual([expect.stringContaining("its permissions boundary cannot be reviewed")]);
});

it("names a role that is known only after apply by what it refers to", () => {
  const planned = change("aws_iam_instance_profile.web", null, { name: "web" });
  const changes = [{ ...planned, change: { ...planned.change, after_unknown: { role: true } } }];
  const resources = [{ address: planned.address, expressions: { role: { references: ["aws_iam_role.web.name"] } } }];
  expect(found(plan({ resource_changes: changes, configuration: { root_module: { resources } } }))).toEqual([
    `widened given-without-policy: instances with profile web may do what role \${aws_iam_role.web.name} may`,
  ]);
});

describe("a queue that refuses plain HTTP", () => {
  const told = (statement: Values) => {
    const all = policy({ Effect: "Deny", Principal: "*", Resource: "*", ...statement });
    return found(
      plan({ resource_changes: [change("aws_sqs_queue_policy.a", null, { queue_url: "orders", policy: all })] }),
    );
  };

  it.each([
    ["by a Deny without TLS", { Action: "sqs:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    [
      "by a Deny of all but TLS",
      { Action: "sqs:*", Condition: { StringNotEquals: { "aws:SecureTransport": "true" } } },
    ],
    ["by a Deny of everything", { Action: "sqs:*" }],
  ])("is not told: %s", (_how, statement) => {
    expect(told(statement)).toEqual([]);
  });

  it.each([
    ["of one action, whoever asks", { Action: "sqs:PurgeQueue" }],
    ["of services whose names begin alike", { Action: "sq*" }],
    ["of all but some", { Principal: undefined, NotPrincipal: { AWS: role("a") }, Action: "sqs:*" }],
    ["of all but one action", { NotAction: "sqs:SendMessage" }],
    ["of another resource", { Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:111111111111:returns" }],
  ])("is none by a Deny %s", (_of, statement) => {
    expect(told(statement)).toEqual(["low plain-http: queue orders has a policy that allows plain HTTP"]);
  });
});

it("takes the objects of a bucket for a part of it", () => {
  const told = (...resources: readonly string[]) => {
    const all = policy({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: resources });
    return found(plan({ resource_changes: [change("aws_s3_bucket_policy.a", null, { bucket: "b", policy: all })] }));
  };
  const plain = ["low plain-http: bucket b has a policy that allows plain HTTP"];
  expect(told("arn:aws:s3:::b/private/*")).toEqual(plain);
  expect(told("arn:aws:s3:::b/*")).toEqual(plain);
  expect(told("arn:aws:s3:::b", "arn:aws:s3:::b/*")).toEqual([]);
});

describe("the account of the role that a provider assumes", () => {
  const shared = (role: Values, variables = {}) => {
    const root = { AWS: "arn:aws:iam::222222222222:root" };
    const deny = {
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const open = policy({ Effect: "Allow", Principal: root, Action: "sqs:SendMessage", Resource: "*" }, deny);
    const reviewed = plan({
      resource_changes: [change("aws_sqs_queue_policy.a", null, { queue_url: "orders", policy: open })],
    });
    const providers = { aws: { name: "aws", expressions: { assume_role: [{ role_arn: role }] } } };
    return found({
      ...reviewed,
      variables,
      configuration: { ...reviewed.configuration, provider_config: providers },
    }).filter((each) => each.includes("shared-with-another-account"));
  };

  it("is the plan's own", () => {
    expect(shared({ constant_value: "arn:aws:iam::222222222222:role/deploy" })).toEqual([]);
    expect(shared({ references: ["var.account"] }, { account: { value: "222222222222" } })).toEqual([]);
    expect(shared({ constant_value: "arn:aws:iam::333333333333:role/deploy" })).toHaveLength(1);
  });
});
