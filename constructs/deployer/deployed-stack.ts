import { formatArn, type Location, roleArn } from "../../aws/arn";
import type { Conditions } from "../../aws/policy/statement";

// biome-ignore lint/suspicious/noExplicitAny: a resource's attributes are what its provider's schema says.
export type Attributes = Readonly<Record<string, any>>;

/** A stack's Terraform JSON, as far as it says what deploying it takes. */
export interface DeployedJson {
  readonly terraform?: { readonly backend?: { readonly s3?: Attributes } };
  readonly provider?: { readonly aws?: readonly Attributes[] | Attributes };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
}

/** Calls that the provider makes for a resource, and what they are about. */
export interface Calls {
  /** A name for the statement; calls of one name are one statement where that changes no answer. */
  readonly sid: string;
  /** Whether a plan makes them too, or only an apply. */
  readonly when: "plan" | "apply";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
}

/** What the AWS provider calls for one type of resource. */
export interface ResourceCalls {
  /** Where it is read in the provider's source, below `internal/service/` of release 5.100. */
  readonly source: string;
  /** The calls; undefined where the JSON does not say what the resource is called. */
  readonly calls: (attributes: Attributes, stack: DeployedStack) => readonly Calls[] | undefined;
}

/** A stack's resources by what they are called in AWS. */
export class DeployedStack {
  constructor(
    readonly json: DeployedJson,
    readonly location: Location,
  ) {}

  arn(service: string, resource: string): string {
    return formatArn({ ...this.location, service, resource });
  }

  /** A text that is known before Terraform runs: itself, or an attribute that the resource it refers to is given. */
  text(value: unknown, instead?: string): string | undefined {
    const [, type, name = "", attribute = ""] = /^\$\{(\w+)\.(\w+)\.(\w+)\}$/.exec(String(value)) ?? [];
    // A role's id is its name.
    const own = type === "aws_iam_role" && attribute === "id" ? "name" : attribute;
    const text = type === undefined ? value : this.json.resource?.[type]?.[name]?.[instead ?? own];
    return typeof text === "string" && !text.includes("${") ? text : undefined;
  }

  /** The ARN of a role by its name or a reference to it; its path is the stack's own business, where it makes the role. */
  roleArn(value: unknown): string | undefined {
    const name = this.text(value);
    if (name === undefined) return undefined;
    const made = Object.values(this.json.resource?.aws_iam_role ?? {}).find((role) => role.name === name);
    return roleArn(this.location, name, made?.path);
  }

  /** The ARN of a queue by a reference to its URL. */
  queueArn(url: unknown): string | undefined {
    const name = this.text(url, "name") ?? undefined;
    return name === undefined ? undefined : this.arn("sqs", name.replace(/^https?:.*\//, ""));
  }
}
