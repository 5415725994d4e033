/** One environment of a service: the account and region it lives in, and how Terraform gets there. */
export interface Environment {
  /**
   * Short name; it becomes the stack's name, unless that has a `stackId` of its own.
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
  /** The role's ARN. */
  readonly roleArn: string;
  /** @default - none */
  readonly externalId?: string;
  /**
   * The session's name in CloudTrail.
   * @default - Terraform's own
   */
  readonly sessionName?: string;
}

/** Where Terraform keeps the state. */
export type Backend = LocalBackendProps | S3BackendProps;

/** State in a file: for one person trying things out. */
export interface LocalBackendProps {
  /** Tells a file from a bucket. */
  readonly type: "local";
  /**
   * The state file, relative to the folder of the synthesized stack, so that the JSON is the same on every machine.
   * @default - `terraform.<stack>.tfstate` in the folder that holds `cdktf.out/`
   */
  readonly path?: string;
}

/** State in S3, encrypted and locked: for a team. Needs Terraform 1.10 or later for the lock file. */
export interface S3BackendProps {
  /** Tells a bucket from a file. */
  readonly type: "s3";
  /** The bucket; it must exist. 3 to 63 lower-case letters, digits, `.` or `-`. */
  readonly bucket: string;
  /** @default - the environment's region */
  readonly region?: string;
  /**
   * The state's key in the bucket.
   * @default - `<service>/<stack>/terraform.tfstate`
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
