import { PARTITION_NAMES } from "./iam/partition";
import { arnOf, matching, oneOf, type Rule, type RulesOf, record, required, shape } from "./validation/rules";

/** One environment of a service: the account and region it lives in, and how Terraform gets there. */
export interface Environment {
  /**
   * Short name, unique in the app; it becomes the stack's name.
   * 1 to 32 letters, digits, `-` or `_`.
   */
  readonly name: string;
  /** The account, 12 digits. Terraform refuses to run with the credentials of any other. */
  readonly account: string;
  /** The region, for example `eu-west-1`. */
  readonly region: string;
  /**
   * The partition.
   * @default - the one the region is in
   */
  readonly partition?: string;
  /** Who answers for this environment; the `owner` tag of everything in it. */
  readonly owner: string;
  /**
   * Tags for everything in the environment, beside `service`, `environment`, `owner` and `managed-by`.
   * Keys of 1 to 128, values of up to 256 characters.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * The role the provider assumes to deploy; it must be one of `account`.
   * @default - the credentials Terraform is run with
   */
  readonly assumeRole?: AssumeRole;
  /** Where the state is kept. */
  readonly backend: Backend;
}

/** A role for Terraform to assume. */
export interface AssumeRole {
  readonly roleArn: string;
  /** @default - none */
  readonly externalId?: string;
  /**
   * The session's name in CloudTrail.
   * @default - Terraform's own
   */
  readonly sessionName?: string;
}

export type Backend = LocalBackendProps | S3BackendProps;

/** State in a file: for one person trying things out. */
export interface LocalBackendProps {
  readonly type: "local";
  /**
   * The state file, relative to the folder of the synthesized stack, so that the JSON is the same on every machine.
   * @default - `terraform.<environment>.tfstate` in the folder that holds `cdktf.out/`
   */
  readonly path?: string;
}

/** State in S3, encrypted and locked: for a team. Needs Terraform 1.10 or later for the lock file. */
export interface S3BackendProps {
  readonly type: "s3";
  /** The bucket; it must exist. 3 to 63 lower-case letters, digits, `.` or `-`. */
  readonly bucket: string;
  /** @default - the environment's region */
  readonly region?: string;
  /**
   * The state's key in the bucket.
   * @default - `<service>/<environment>/terraform.tfstate`
   */
  readonly key?: string;
  /**
   * The customer-managed KMS key that encrypts the state: ARN, id or alias.
   * @default - the bucket's own encryption
   */
  readonly kmsKeyId?: string;
  /**
   * The role to reach the bucket with; the provider's `assumeRole` does not count for the backend.
   * @default - the credentials Terraform is run with
   */
  readonly assumeRole?: AssumeRole;
}

const TAG_CHARACTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
const TAG_KEY = new RegExp(`^(?!aws:)${TAG_CHARACTERS}{1,128}$`, "u");
const TAG_VALUE = new RegExp(`^${TAG_CHARACTERS}{0,256}$`, "u");

export const accountId = matching(/^\d{12}$/, "be an account id of 12 digits");
export const regionName = matching(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/, "be a region such as eu-west-1");
export const tagsRule = record(
  matching(TAG_KEY, "have keys of 1 to 128 letters, digits, spaces or _ . : / = + - @, not starting with aws:"),
  matching(TAG_VALUE, "be at most 256 letters, digits, spaces or _ . : / = + - @"),
);

const assumeRoleRule = shape<AssumeRole>({
  roleArn: required(arnOf("iam", /^role\//, "arn:aws:iam::<account>:role/<name>")),
  externalId: matching(/^[\w+=,.@:/-]{2,1224}$/, "be 2 to 1224 letters, digits or _ + = , . @ : / -"),
  sessionName: matching(/^[\w+=,.@-]{2,64}$/, "be 2 to 64 letters, digits or _ + = , . @ -"),
});

const localBackendRule = shape<LocalBackendProps>({
  type: oneOf(["local"]),
  path: matching(/^(?!\/|[A-Za-z]:|~)(?=.*\S)/, "be a relative path", "an absolute one names one machine"),
});

const s3BackendRule = shape<S3BackendProps>({
  type: oneOf(["s3"]),
  bucket: required(
    matching(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "be a bucket name of 3 to 63 lower-case letters, digits, . or -"),
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
  const type = (value as { type?: unknown } | undefined)?.type;
  if (type === "local") return localBackendRule(value, at);
  if (type === "s3") return s3BackendRule(value, at);
  return required(oneOf(["local", "s3"]))(type, `${at}.type`);
};

/** The rules for an environment's own members. */
export const environmentRules: RulesOf<Environment> = {
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
