import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Fn, type ITerraformDependable, Lazy, TerraformOutput, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { parseArn, roleArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import { type AttributeReference, knownText, referredAttribute } from "../environment/known-text";
import { placeOf } from "../environment/place-of";
import { addRemark } from "../validation/remark";
import { checkMembers, required, rule } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { RoleAccess } from "./role-access";
import { policyNameRule, roleNameRule, rolePathRule } from "./role-rules";

/** Whether a role that exists may be given a policy. */
export interface ExistingRoleOptions {
  /**
   * The name of an inline policy for this stack to put on the role, and that no other policy of the role has: 1 to 128
   * letters, digits or `+ = , . @ _ -`.
   * @default - nothing is put on the role: what it needs is an output, for whoever owns it to grant
   */
  readonly policyName?: string;
}

/** What is known of a role by its name alone. */
export interface NamedRoleOptions extends ExistingRoleOptions {
  /**
   * The role's path, which starts and ends with a slash; part of its ARN.
   * @default "/"
   */
  readonly path?: string;
}

/** A role by what was given of it: its name or its ARN, and where Terraform makes it here, the resource. */
interface GivenRole {
  readonly roleName: string;
  readonly arn: string;
  readonly account: string;
  readonly made?: AttributeReference["resource"];
  readonly problems: readonly string[];
}

/**
 * A role that something else made: of the platform's, or a function's of the same app. Nothing of it is changed, unless it
 * may have a policy of this stack's; else what it needs is an output named after it, and a line where stacks are synthesized.
 */
export class ExistingRole extends RoleAccess {
  readonly roleName: string;
  readonly arn: string;
  readonly account: string;
  private readonly options: ExistingRoleOptions;
  private readonly made?: AttributeReference["resource"];
  private attached?: IamRolePolicy;

  /** A role by its ARN, or by the `arn` of a resource. */
  static fromArn(scope: Construct, id: string, roleArn: string, options: ExistingRoleOptions = {}): ExistingRole {
    return new ExistingRole(scope, id, givenByArn(scope, roleArn), options);
  }

  /** A role of the stack's own account by its name, or by the `name` of a resource. */
  static fromName(scope: Construct, id: string, roleName: string, options: NamedRoleOptions = {}): ExistingRole {
    const { path, ...others } = options ?? {};
    return new ExistingRole(scope, id, givenByName(scope, roleName, path), others);
  }

  private constructor(scope: Construct, id: string, role: GivenRole, options: ExistingRoleOptions) {
    super(scope, id);
    this.roleName = role.roleName;
    this.arn = role.arn;
    this.account = role.account;
    this.made = role.made;
    this.options = options ?? {};
    addProblems(this, () => [
      ...role.problems,
      ...checkMembers<ExistingRoleOptions>(this.options, { policyName: policyNameRule }),
      ...this.accountProblems(),
    ]);
  }

  override get dependables(): readonly ITerraformDependable[] {
    const stack = TerraformStack.of(this);
    return [
      ...(this.made && TerraformStack.of(this.made) === stack ? [this.made] : []),
      ...(this.attached ? [this.attached] : []),
    ];
  }

  protected override makePolicy(): void {
    const { policyName } = this.options;
    const policy = Lazy.stringValue({ produce: () => this.documentTemplate() });
    if (policyName !== undefined) {
      // By the id of a role that is made here: one that is replaced keeps its name, and needs its policy again.
      const role = this.made?.getStringAttribute("id") ?? this.roleName;
      this.attached = new IamRolePolicy(this, "policy", { name: policyName, role, policy });
      this.tellReasons(this.attached);
      return;
    }
    const output = new TerraformOutput(this, "policy", {
      value: policy,
      description: `What ${this.roleName} needs, for whoever owns the role to grant`,
    });
    addRemark(
      this,
      `nothing is put on the role ${shown(this.roleName)}: whoever owns it must grant what the output ` +
        `${output.friendlyUniqueId} says, or give policyName to let this stack put a policy on it`,
    );
  }

  /** ECS takes roles of its own account alone, and a policy can be put on those alone. */
  private accountProblems(): readonly string[] {
    const { account } = placeOf(this);
    if (this.account === account) return [];
    const must = `be a role of account ${account}`;
    return [
      ...(this.options.policyName === undefined
        ? []
        : [problem("policyName", `stand beside a role of account ${account}`, this.arn, "leave it out")]),
      ...(this.isOfTask ? [problem("roleArn", must, this.arn, "ECS takes roles of the task's own account")] : []),
    ];
  }
}

function givenByArn(scope: Construct, given: string): GivenRole {
  const arn = knownText(given);
  const problems = required(roleArnRule)(arn, "roleArn");
  const { account, resource = "" } = parseArn(String(arn)) ?? {};
  const made = madeHere(given);
  const name = made ? made.getStringAttribute("name") : lastSegment(String(arn));
  const roleName = resource === "" ? name : lastSegment(resource);
  return { roleName, arn, account: account ?? placeOf(scope).account, made, problems };
}

function givenByName(scope: Construct, given: string, path: string | undefined): GivenRole {
  const place = placeOf(scope);
  const made = madeHere(given);
  const roleName = knownText(given);
  const arn = made ? knownText(made.getStringAttribute("arn")) : roleArn(place, roleName, path);
  const problems = [...required(roleNameRule)(roleName, "roleName"), ...rolePathRule(path, "path")];
  return { roleName, arn, account: place.account, made, problems };
}

/** The role that Terraform makes in this app, where an attribute of it was given. */
function madeHere(given: string): AttributeReference["resource"] | undefined {
  const reference = referredAttribute(given);
  return reference?.resource.terraformResourceType === "aws_iam_role" ? reference.resource : undefined;
}

const roleArnRule = rule(
  (value) => /^arn:aws[a-z-]*:iam::\d{12}:role\/[^*?\s]+$/.test(String(value)),
  "be a role's ARN, arn:aws:iam::<account>:role/<name>",
);

/** A role's name is what stands behind its path, in an ARN that only Terraform knows too. */
function lastSegment(arnOrResource: string): string {
  if (!Token.isUnresolved(arnOrResource)) return arnOrResource.split("/").pop() ?? "";
  return Token.asString(Fn.element(Fn.reverse(Fn.split("/", arnOrResource)), 0));
}

function shown(name: string): string {
  return Token.isUnresolved(name) ? "that only Terraform knows" : name;
}
