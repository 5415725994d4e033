import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { renderPolicy } from "../aws/policy/render-policy";
import { OFFLINE_PROVIDER } from "../commands/offline-plan";
import { MODULE_FOLDER } from "../module/write-module";
import { changesBetween, type Document } from "./aws/policy/pairs/compared";
import { IdentityEndpoint } from "./identity-endpoint";
import { constructsOf } from "./module-constructs";
import { type PlannedResource, planModule } from "./module-plan";
import { type ModuleService, moduleServices } from "./module-service";
import { ACCOUNT, REGION } from "./module-values";
import { type Resource, synthesized } from "./synthesized";
import { describeWithTerraform } from "./terraform-available";

/** How many services are generated; `MODULE_SERVICES=500` for the whole proof. */
const COUNT = Number(process.env.MODULE_SERVICES ?? 25);
const SEED = Number(process.env.MODULE_SEED ?? 1);

describeWithTerraform("the Terraform module, beside the constructs", () => {
  const folder = mkdtempSync(join(tmpdir(), "module-equal-"));
  const endpoint = new IdentityEndpoint(ACCOUNT);
  const services = fc.sample(moduleServices, { numRuns: COUNT, seed: SEED });
  let planned: ReadonlyMap<string, readonly PlannedResource[]> = new Map();

  beforeAll(async () => {
    planned = byService(await planOf(folder, endpoint, services));
  }, 3_600_000);
  afterAll(async () => {
    await endpoint.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(`gives the same policies, containers and queues for ${COUNT} generated services`, () => {
    services.forEach((service, index) => {
      const family = `s${index}-dev`;
      const wanted = meaningOfStack(family, service);
      const given = inFormOf(wanted, meaningOfPlan(planned.get(`s${index}`) ?? [], family));
      expect({ service, of: given }).toEqual({ service, of: wanted });
    });
  });
});

/** One root that calls the module once for every service. */
async function planOf(
  folder: string,
  endpoint: IdentityEndpoint,
  services: readonly ModuleService[],
): Promise<readonly PlannedResource[]> {
  const names = [
    "containers",
    "queues",
    "existing_queues",
    "volumes",
    "execute_command",
    "kms_key_alias",
    "launch_type",
    "operating_system_family",
  ];
  const others = ["guardduty_agent", "network_mode", "cpu_units", "memory_mib", "ephemeral_storage_gib"];
  const inputs = Object.fromEntries([...names, ...others].map((name) => [name, `\${each.value.${name}}`]));
  const root = {
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: { aws: { region: REGION, ...OFFLINE_PROVIDER } },
    module: {
      service: {
        source: "./module",
        for_each: '${jsondecode(file("services.json"))}',
        service: "${each.key}",
        environment: "dev",
        home_region: REGION,
        ...inputs,
      },
    },
  };
  cpSync(MODULE_FOLDER, join(folder, "module"), { recursive: true, filter: (path) => !path.includes(".terraform") });
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
  writeFileSync(
    join(folder, "services.json"),
    JSON.stringify(Object.fromEntries(services.map((service, index) => [`s${index}`, service]))),
  );
  return planModule(folder, endpoint);
}

function byService(resources: readonly PlannedResource[]): ReadonlyMap<string, readonly PlannedResource[]> {
  const groups = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const [, service = ""] = /^module\.service\["([^"]+)"\]/.exec(resource.module_address ?? "") ?? [];
    groups.set(service, [...(groups.get(service) ?? []), resource]);
  }
  return groups;
}

/** What a resource is known by, and what of it is compared. */
type Meaning = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Policies that say the same may have their statements split in another way: those that are equal are as they are wanted. */
function inFormOf(wanted: Meaning, given: Meaning): Meaning {
  const alike = (name: string, member: string, value: unknown) => {
    const other = wanted[name]?.[member];
    const isSame =
      areStatements(value) && areStatements(other) && changesBetween(policy(value), policy(other)).length === 0;
    return isSame ? other : value;
  };
  return Object.fromEntries(
    Object.entries(given).map(([name, members]) => [
      name,
      Object.fromEntries(Object.entries(members).map(([member, value]) => [member, alike(name, member, value)])),
    ]),
  );
}

function areStatements(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => "Effect" in Object(each));
}

function policy(Statement: readonly object[]): Document {
  return { Version: "2012-10-17", Statement };
}

function meaningOfPlan(resources: readonly PlannedResource[], family: string): Meaning {
  return Object.fromEntries(
    resources
      .filter(({ type }) => type.startsWith("aws_"))
      .map(({ type, change }) => entryOf(type, { ...change.after, ...unknownOf(change.after_unknown) }, family))
      .filter(([name]) => name !== "")
      .sort(),
  );
}

function meaningOfStack(family: string, service: ModuleService): Meaning {
  const { resource } = synthesized((stack) => constructsOf(stack, family, service));
  return Object.fromEntries(
    Object.entries(resource)
      .flatMap(([type, byName]) => Object.values(byName).map((each) => entryOf(type, each, family)))
      .filter(([name]) => name !== "")
      .sort(),
  );
}

/** A document that is not known would be no match, and shall not look like one that is missing. */
function unknownOf(unknown: Resource): Resource {
  return Object.fromEntries(DOCUMENTS.filter((name) => unknown[name] === true).map((name) => [name, "unknown"]));
}

const DOCUMENTS = ["policy", "assume_role_policy", "container_definitions"];

/** What each resource is known by and what of it is compared: all that is written, by what it means. */
const COMPARED: Readonly<Record<string, readonly string[]>> = {
  aws_iam_role: ["name", "assume_role_policy", "path", "description"],
  aws_iam_role_policy: ["policy"],
  aws_sqs_queue: [
    ...["fifo_queue", "visibility_timeout_seconds", "message_retention_seconds", "delay_seconds", "max_message_size"],
    ...["receive_wait_time_seconds", "kms_master_key_id", "kms_data_key_reuse_period_seconds", "policy"],
    ...["redrive_policy", "sqs_managed_sse_enabled", "deduplication_scope"],
  ],
  aws_cloudwatch_metric_alarm: ["threshold", "metric_name", "comparison_operator", "dimensions", "alarm_actions"],
  aws_ecs_task_definition: [
    ...["container_definitions", "cpu", "memory", "network_mode", "requires_compatibilities", "runtime_platform"],
    ...["ephemeral_storage", "volume", "execution_role_arn", "task_role_arn"],
  ],
};
/** What the provider's schema says where nothing is given. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  path: "/",
  fifo_queue: false,
  visibility_timeout_seconds: 30,
  delay_seconds: 0,
  receive_wait_time_seconds: 0,
};

function entryOf(type: string, resource: Resource, family: string): readonly [string, Meaning[string]] {
  const members = COMPARED[type];
  if (!members) return ["", {}];
  const name = resource.name ?? resource.alarm_name ?? resource.family;
  const values = members.map((member) => [member, meaningOf(member, resource[member] ?? DEFAULTS[member] ?? null)]);
  return [`${type} ${String(name).replace(family, "<family>")}`, Object.fromEntries(values)];
}

function meaningOf(member: string, value: unknown): unknown {
  const parsed = typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
  if (member.endsWith("policy") && parsed?.Statement) return statementsOf(parsed.Statement);
  // Without a key the provider plans nothing, or none as a number.
  if (member === "kms_data_key_reuse_period_seconds") return value || null;
  // The provider leaves AWS's default out of what it plans.
  if (member === "container_definitions") return parsed.map((each: Resource) => ({ cpu: 0, ...each }));
  if (member === "volume") return blocksOf(parsed).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (["runtime_platform", "ephemeral_storage"].includes(member)) return blocksOf(parsed);
  return parsed;
}

/** Statements without their names, as one canonical policy says them. */
function statementsOf(statements: readonly Resource[]): unknown {
  const rendered = renderPolicy(
    statements
      .flatMap(oneForEachPrincipal)
      .map(({ Sid, Effect, Principal, Action, Resource: resources, Condition }) => ({
        sid: String(Sid).replace(/\d+$/, ""),
        effect: Effect,
        principal: Principal,
        actions: [Action].flat(),
        resources: resources && [resources].flat(),
        conditions: Condition,
      })),
  );
  return JSON.parse(rendered).Statement;
}

function oneForEachPrincipal(statement: Resource): readonly Resource[] {
  const principals = statement.Principal?.AWS;
  return Array.isArray(principals) ? principals.map((AWS) => ({ ...statement, Principal: { AWS } })) : [statement];
}

/** Blocks as Terraform's JSON and a plan both have them: a list, without what is null or not given. */
function blocksOf(value: unknown): Resource[] {
  const list = value === null || value === undefined ? [] : [value].flat();
  return list.map((block) => JSON.parse(JSON.stringify(block), (_, each) => withoutNothing(each)));
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? value[0] : value.length === 0 ? undefined : value;
  if (typeof value !== "object" || value === null) return value === null || value === "" ? undefined : value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined && each !== 0 && each !== false);
  return Object.fromEntries(entries);
}
