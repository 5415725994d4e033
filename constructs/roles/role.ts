import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, Lazy } from "cdktf";
import { Construct } from "constructs";
import { parseArn, roleArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { type AllowedStatement, allowedStatementProblems } from "../../aws/policy/allowed-statement";
import { policySize, renderPolicy } from "../../aws/policy/render-policy";
import type { Statement } from "../../aws/policy/statement";
import { tagsRule } from "../environment/environment-rules";
import { knownStatement } from "../environment/known-statement";
import type { Place } from "../environment/place";
import { placeOf } from "../environment/place-of";
import { documentTemplate, terraformLiteral } from "../environment/terraform-literal";
import { arnOf, boolean, checkMembers, integer, matching, type RulesOf, required, sidRule } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import type { Access } from "./located-access";

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
  /** @default - the stack's tags only */
  readonly tags?: Readonly<Record<string, string>>;
}

/** IAM's quota for all inline policies of a role together, in characters without white space. Source: IAM user guide, quotas. */
const INLINE_POLICY_CHARACTERS = 10_240;

/**
 * A role for an ECS task: `ecs-tasks.amazonaws.com` alone may assume it. It collects statements, and renders them at
 * synth as one inline policy; a role that was given none has no policy.
 */
export class Role extends Construct {
  /** The role's name. */
  readonly roleName: string;
  /** Composed, so that a plan shows it before the role exists. */
  readonly arn: string;
  /** The role as Terraform knows it. */
  readonly resource: IamRole;
  private readonly statements: Statement[] = [];
  private rendered?: { readonly statements: number; readonly document: string };
  private readonly reasons = new Map<string, readonly string[]>();
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
    this.resource = new IamRole(this, "Default", {
      name: props.roleName,
      path: props.path && terraformLiteral(props.path),
      description: props.description && terraformLiteral(props.description),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDurationSeconds,
      tags: props.tags,
      assumeRolePolicy: renderPolicy([trust]),
    });
    addProblems(this, () => [...roleProblems(props, place), ...this.policyProblems()]);
  }

  /** Adds statements to the role's policy. */
  addStatements(...statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    this.statements.push(...statements);
    this.inlinePolicy ??= new IamRolePolicy(this, "policy", {
      name: this.roleName,
      // By id, not by name: a role that is replaced keeps its name, and its policy must be made again with it.
      role: this.resource.id,
      policy: Lazy.stringValue({ produce: () => documentTemplate(this.document()) }),
    });
  }

  /**
   * Allows anything else the role needs, under a name that becomes the Sid (letters and digits). Common needs are a line:
   * `role.allow("ReadTemplates", access.readObjects("my-templates"))`; others are written out.
   *
   * Checked against AWS's own lists: actions that do not exist, resources of a type that no action takes and condition keys
   * that none knows are refused, and so is a wildcard in an action, or a resource that is everything, without a `reason`.
   */
  allow(sid: string, allowed: AllowedStatement | Access): void {
    const place = placeOf(this);
    const { statements, problems } =
      typeof allowed === "function" ? allowed(place) : { statements: [allowed], problems: [] };
    const wrong = [
      ...required(sidRule)(sid, "sid"),
      ...problems.map((each) => `'${sid}': ${each}`),
      ...statements.flatMap((statement) =>
        allowedStatementProblems(knownStatement(statement), place.partition, String(sid)),
      ),
    ];
    addProblems(this, () => wrong);
    if (wrong.length > 0) return;
    this.addStatements(
      ...statements.map(({ actions, resources, conditions }) => ({ sid, actions, resources, conditions })),
    );
    this.addReasons(
      sid,
      statements.flatMap(({ reason }) => reason ?? []),
    );
  }

  /** Terraform ignores what is under `//`: there a reviewer finds the reasons beside the policy. */
  private addReasons(sid: string, reasons: readonly string[]): void {
    if (reasons.length === 0) return;
    const all = [...(this.reasons.get(sid) ?? []), ...reasons];
    this.reasons.set(sid, all);
    this.inlinePolicy?.addOverride(`//.reasons.${sid}`, all.join("; "));
  }

  /** The inline policy as Terraform knows it, once there is a statement. */
  get policy(): IamRolePolicy | undefined {
    return this.inlinePolicy;
  }

  /** What must exist before the role can be used as intended: itself, and its policy if it has one. */
  get dependables(): readonly ITerraformDependable[] {
    return this.inlinePolicy ? [this.resource, this.inlinePolicy] : [this.resource];
  }

  /** The policy, rendered again only when there are more statements: the framework asks for it several times. */
  private document(): string {
    const { length } = this.statements;
    if (this.rendered?.statements !== length) {
      this.rendered = { statements: length, document: renderPolicy(this.statements.map(knownStatement)) };
    }
    return this.rendered.document;
  }

  private policyProblems(): readonly string[] {
    if (this.statements.length === 0) return [];
    const size = policySize(this.document());
    if (size <= INLINE_POLICY_CHARACTERS) return [];
    return [
      `the inline policy of '${this.roleName}' must be at most ${INLINE_POLICY_CHARACTERS} characters, got ${size}: ` +
        "name fewer resources, or group them under a common path",
    ];
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
  roleName: required(matching(/^[\w+=,.@-]{1,64}$/, "be 1 to 64 letters, digits or + = , . @ _ -")),
  description: matching(/^[\t\n\r\u0020-\u007E\u00A1-\u00FF]{0,1000}$/, "be at most 1000 printable Latin characters"),
  path: matching(/^\/([\u0021-\u007E]{1,510}\/)?$/, "start and end with a slash, and be at most 512 characters"),
  permissionsBoundary: arnOf("iam", /^policy\//, "arn:aws:iam::<account>:policy/<name>"),
  maxSessionDurationSeconds: integer(3600, 43_200),
  sourceConditions: boolean,
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
