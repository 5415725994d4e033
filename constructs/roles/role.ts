import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, Lazy } from "cdktf";
import type { Construct } from "constructs";
import { parseArn, roleArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { renderPolicy } from "../../aws/policy/render-policy";
import type { Statement } from "../../aws/policy/statement";
import { tagCaseProblems, tagProblems, tagsRule } from "../environment/environment-rules";
import type { Place } from "../environment/place";
import { placeOf } from "../environment/place-of";
import { stackTagsOf } from "../environment/stack-tags";
import { terraformLiteral } from "../environment/terraform-literal";
import { arnOf, boolean, checkMembers, integer, matching, type RulesOf, required } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { makeExclusive } from "./exclusive-policies";
import { ExistingRole, type ExistingRoleOptions, type NamedRoleOptions } from "./existing-role";
import { RoleAccess } from "./role-access";
import { roleNameRule, rolePathRule } from "./role-rules";

/** What a role is called and what bounds it. */
export interface RoleProps {
  /** The role's name. 1 to 64 letters, digits or `+ = , . @ _ -`. */
  readonly roleName: string;
  /**
   * What the role is for, up to 1,000 characters.
   * @default - none
   */
  readonly description?: string;
  /**
   * The path, which starts and ends with a slash; part of the role's ARN.
   * @default "/"
   */
  readonly path?: string;
  /**
   * The ARN of the policy that bounds what the role may ever do; of this account or of AWS.
   * @default - none
   */
  readonly permissionsBoundary?: string;
  /**
   * How long a session may last, in seconds, from 3,600 to 43,200. ECS renews a task's credentials by itself.
   * @default 3600
   */
  readonly maxSessionDurationSeconds?: number;
  /**
   * Whether the trust policy names the account and region whose ECS may assume the role
   * (`aws:SourceAccount` and `aws:SourceArn`), against the confused deputy.
   * @default true
   */
  readonly sourceConditions?: boolean;
  /**
   * Whether the role keeps the policies the code gives it and no others: what somebody attaches by hand is shown by the next
   * plan, and taken away when it is applied. Turned off, it stays, and no plan shows it.
   * @default true
   */
  readonly exclusivePolicies?: boolean;
  /** @default - the stack's tags only */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A role for an ECS task: `ecs-tasks.amazonaws.com` alone may assume it. It collects statements, and renders them at
 * synth as one inline policy; a role that was given none has no policy.
 */
export class Role extends RoleAccess {
  /**
   * A role that exists, by its ARN: of the platform's for example. What it needs is an output, and with `policyName` an
   * inline policy that this stack puts on it.
   */
  static fromArn(scope: Construct, id: string, roleArn: string, options?: ExistingRoleOptions): RoleAccess {
    return ExistingRole.fromArn(scope, id, roleArn, options);
  }

  /** A role of the stack's account that exists, by its name: a function's of the same app for example. As `fromArn`. */
  static fromName(scope: Construct, id: string, roleName: string, options?: NamedRoleOptions): RoleAccess {
    return ExistingRole.fromName(scope, id, roleName, options);
  }

  /** The role's name. */
  readonly roleName: string;
  /** Composed, so that a plan shows it before the role exists. */
  readonly arn: string;
  readonly account: string;
  /** The role as Terraform knows it. */
  readonly resource: IamRole;
  private inlinePolicy?: IamRolePolicy;

  constructor(
    scope: Construct,
    id: string,
    given: RoleProps,
    /** Who may assume it. @internal */
    trust: Statement = trustStatement(placeOf(scope), given?.sourceConditions ?? true),
  ) {
    super(scope, id);
    const props = given ?? ({} as RoleProps);
    const place = placeOf(this);
    this.roleName = props.roleName;
    this.arn = roleArn(place, props.roleName, props.path);
    this.account = place.account;
    this.resource = new IamRole(this, "Default", {
      name: props.roleName,
      path: props.path && terraformLiteral(props.path),
      description: props.description && terraformLiteral(props.description),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDurationSeconds,
      tags: props.tags,
      assumeRolePolicy: renderPolicy([trust]),
    });
    if (props.exclusivePolicies !== false) makeExclusive(this);
    addProblems(this, () => [
      ...roleProblems(props, place),
      ...tagProblems(props.tags, stackTagsOf(this)),
      ...tagCaseProblems(props.tags, stackTagsOf(this)),
    ]);
  }

  /** The inline policy as Terraform knows it, once there is a statement. */
  get policy(): IamRolePolicy | undefined {
    return this.inlinePolicy;
  }

  /** What must exist before the role can be used as intended: itself, and its policy if it has one. */
  override get dependables(): readonly ITerraformDependable[] {
    return this.inlinePolicy ? [this.resource, this.inlinePolicy] : [this.resource];
  }

  protected override makePolicy(): void {
    this.inlinePolicy = new IamRolePolicy(this, "policy", {
      name: this.roleName,
      // By id, not by name: a role that is replaced keeps its name, and its policy must be made again with it.
      role: this.resource.id,
      policy: Lazy.stringValue({ produce: () => this.documentTemplate() }),
    });
    this.tellReasons(this.inlinePolicy);
  }
}

/**
 * ECS's own trust statement. `aws:SourceArn` cannot name a cluster, so it ends in `*`.
 * Source: ECS developer guide, task IAM role.
 */
function trustStatement(place: Place, sourceConditions: boolean): Statement {
  return {
    sid: "AllowEcsTasks",
    principal: { Service: "ecs-tasks.amazonaws.com" },
    actions: ["sts:AssumeRole"],
    ...(sourceConditions && {
      conditions: {
        ArnLike: { "aws:SourceArn": place.arn("ecs", "*") },
        StringEquals: { "aws:SourceAccount": place.account },
      },
    }),
  };
}

/** The rules for what both roles of a pair share. */
export const roleRules: RulesOf<RoleProps> = {
  roleName: required(roleNameRule),
  description: matching(/^[\t\n\r\u0020-\u007E\u00A1-\u00FF]{0,1000}$/, "be at most 1000 printable Latin characters"),
  path: rolePathRule,
  permissionsBoundary: arnOf("iam", /^policy\//, "arn:aws:iam::<account>:policy/<name>"),
  maxSessionDurationSeconds: integer(3600, 43_200),
  sourceConditions: boolean,
  exclusivePolicies: boolean,
  tags: tagsRule,
};

function roleProblems(props: RoleProps, { account, partition }: Place): readonly string[] {
  const problems = checkMembers(props, roleRules);
  const boundary = parseArn(String(props.permissionsBoundary));
  if (boundary === undefined) return problems;
  const isHere =
    boundary.partition === partition && boundary.region === "" && [account, "aws"].includes(boundary.account);
  if (isHere && !/[*?]/.test(boundary.resource)) return problems;
  const must = `be one policy of account ${account} in the partition ${partition}, or of AWS`;
  return [...problems, problem("permissionsBoundary", must, props.permissionsBoundary)];
}
