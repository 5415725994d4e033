import { parseArn } from "../../aws/arn";
import { nearest, problem, suggest, unknownMembers } from "../../aws/messages";
import { PARTITION_NAMES, partitionOf } from "../../aws/partition";
import {
  arnOf,
  checkMembers,
  matching,
  oneOf,
  type Rule,
  type RulesOf,
  record,
  required,
  shape,
} from "../validation/rules";
import type { AssumeRole, Environment, LocalBackendProps, S3BackendProps } from "./environment";
import type { EnvironmentStackProps } from "./environment-stack-props";

const TAG_CHARACTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
const TAG_KEY = new RegExp(`^(?!aws:)${TAG_CHARACTERS}{1,128}$`, "u");
const TAG_VALUE = new RegExp(`^${TAG_CHARACTERS}{0,256}$`, "u");

export const accountId = matching(/^\d{12}$/, "be an account id of 12 digits");
export const regionName = matching(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "be a region such as eu-west-1");
const eachTag = record(
  matching(TAG_KEY, "have keys of 1 to 128 letters, digits, spaces or _ . : / = + - @, not starting with aws:"),
  matching(TAG_VALUE, "be at most 256 letters, digits, spaces or _ . : / = + - @"),
);

/** AWS's limit for the tags of a resource. Source: AWS tagging guide, limits. */
const MAXIMUM_TAGS = 50;

/** What keys and values may be; how many they are together with the stack's is `tagProblems`' to say. */
export const tagsRule: Rule = eachTag;

/** What is wrong with tags beside those that a stack gives everything in it. */
export function tagProblems(
  tags: Readonly<Record<string, string>> | undefined,
  stackTags: readonly string[],
  at = "tags",
): readonly string[] {
  const own = Object.keys(Object(tags));
  const others = stackTags.filter((key) => !own.includes(key));
  const count = own.length + others.length;
  if (count <= MAXIMUM_TAGS) return [];
  const beside = others.length === 0 ? "" : ` with the stack's own ${others.length}`;
  return [problem(at, `be at most ${MAXIMUM_TAGS}${beside}`, count)];
}

/** What is wrong with the keys of IAM's tags: it compares them without case. Source: IAM user guide, tags. */
export function tagCaseProblems(
  tags: Readonly<Record<string, string>> | undefined,
  stackTags: readonly string[],
  at = "tags",
): readonly string[] {
  const own = Object.keys(Object(tags));
  const others = stackTags.filter((key) => !own.includes(key));
  return own.flatMap((key, index) => {
    const same = [...others, ...own.slice(0, index)].find((other) => other.toLowerCase() === key.toLowerCase());
    if (same === undefined) return [];
    const whose = others.includes(same) ? `the stack's own '${same}'` : `'${same}'`;
    return [problem(at, `have keys that differ in more than case from ${whose}`, key, "IAM takes them for one key")];
  });
}

const assumeRoleRule = shape<AssumeRole>({
  roleArn: required(arnOf("iam", /^role\//, "arn:aws:iam::<account>:role/<name>")),
  externalId: matching(/^[\w+=,.@:/-]{2,1224}$/, "be 2 to 1224 letters, digits or _ + = , . @ : / -"),
  sessionName: matching(/^[\w+=,.@-]{2,64}$/, "be 2 to 64 letters, digits or _ + = , . @ -"),
});

const localBackendRule = shape<LocalBackendProps>({
  type: oneOf(["local"]),
  path: matching(
    /^(\.\.\/){3,}[^/\s].*$/,
    "start with ../../../",
    "Terraform runs in cdktf.out/stacks/<environment>/, which people delete, and an absolute path names one machine",
  ),
});

const s3BackendRule = shape<S3BackendProps>({
  type: oneOf(["s3"]),
  bucket: required(
    matching(
      /^(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      "be a bucket name of 3 to 63 lower-case letters, digits, . or -",
    ),
  ),
  region: regionName,
  key: matching(/^[^/\s]\S*[^/\s]$/, "be an object key that neither starts nor ends with a slash"),
  kmsKeyId: matching(
    /^(arn:aws[a-z-]*:kms:\S+|alias\/[\w/-]+|[0-9a-f-]{36}|mrk-[0-9a-f]{32})$/,
    "be the ARN, id or alias of a KMS key",
  ),
  assumeRole: assumeRoleRule,
});

const backendRule: Rule = (value, at) => {
  if (typeof value !== "object" || value === null) {
    return [problem(at, "be an object with a type, local or s3", value)];
  }
  const { type } = value as { type?: unknown };
  if (type === "local") return localBackendRule(value, at);
  if (type === "s3") return s3BackendRule(value, at);
  return required(oneOf(["local", "s3"]))(type, `${at}.type`);
};

/** The rules for an environment's own members. */
const environmentRules: RulesOf<Environment> = {
  name: required(matching(/^[A-Za-z0-9_-]{1,32}$/, "be 1 to 32 letters, digits, - or _")),
  account: required(accountId),
  region: required(regionName),
  partition: oneOf(PARTITION_NAMES),
  owner: required(
    matching(
      new RegExp(`^(?=.*\\S)${TAG_CHARACTERS}{1,256}$`, "u"),
      "be 1 to 256 letters, digits, spaces or _ . : / = + - @",
    ),
  ),
  tags: tagsRule,
  assumeRole: assumeRoleRule,
  backend: required(backendRule, 'give { type: "local" } or an S3 backend'),
};

const RESERVED_TAGS = ["service", "environment", "owner", "managed-by"];

const providerVersionsRule = matching(
  /^(>=|~>|=)?\s*(5\.\d{3}|[6-9]\.\d+)(\.\d+)?(\s*,\s*(<|<=|!=)\s*\d+(\.\d+){0,2})*$/,
  "be a constraint with a floor from 5.100 on, such as >= 6.8.0, < 7.0.0",
);
const stackIdRule = matching(/^[\w-]{1,64}$/, "be 1 to 64 letters, digits, - or _");

/** Whether an id had to be made another than what was asked for, as one that is taken is. */
function isRepeated(stackId: string, asked: string | undefined): boolean {
  return asked !== undefined && stackId !== asked && stackId.startsWith(`${asked}-`);
}

/** What is wrong with an environment; members that are none of its own are left alone unless they look misspelt. */
export function environmentProblems(props: EnvironmentStackProps, stackId: string): readonly string[] {
  const environment = props.environment ?? {};
  const known = Object.keys(environmentRules);
  const own = Object.fromEntries(Object.entries(environment).filter(([member]) => known.includes(member)));
  const others = Object.keys(environment).filter((member) => !known.includes(member));
  const misspelt = others.filter((member) => nearest(member, known).length > 0);
  const problems = [
    ...required(matching(/^[\w-]{1,64}$/, "be 1 to 64 letters, digits, - or _"))(props.service, "service"),
    ...stackIdRule(props.stackId, "stackId"),
    ...providerVersionsRule(props.providerVersions, "providerVersions"),
    ...unknownMembers(props, ["service", "environment", "stackId", "providerVersions"]),
    ...misspelt.map((member) => `'${member}' is not known here: ${suggest(member, known)}`),
    ...checkMembers(own, environmentRules),
    ...tagProblems(environment.tags, RESERVED_TAGS),
    ...tagCaseProblems(environment.tags, RESERVED_TAGS),
  ];
  if (isRepeated(stackId, props.stackId ?? environment.name)) {
    const remedy = "give each environment a name of its own, or each of its stacks a stackId";
    problems.push(
      props.stackId === undefined
        ? problem("name", "be unique in the app", environment.name, remedy)
        : problem("stackId", "be unique in the app", props.stackId, remedy),
    );
  }
  const assumed = parseArn(String(environment.assumeRole?.roleArn));
  const partitionHere = environment.partition ?? partitionOf(String(environment.region));
  if (assumed && (assumed.account !== environment.account || assumed.partition !== partitionHere)) {
    problems.push(
      problem("assumeRole.roleArn", `be a role of account ${environment.account}`, environment.assumeRole?.roleArn),
    );
  }
  const { partition, region } = environment;
  if (partition && region && PARTITION_NAMES.includes(partition) && partition !== partitionOf(region)) {
    problems.push(problem("partition", `be ${partitionOf(region)}, the one ${region} is in`, partition));
  }
  for (const tag of Object.keys(environment.tags ?? {})) {
    if (RESERVED_TAGS.includes(tag)) problems.push(`'tags.${tag}' is set by the stack itself: choose another key`);
  }
  return problems;
}
