import { type ITerraformDependable, Lazy, type TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { type AllowedStatement, allowedStatementProblems } from "../../aws/policy/allowed-statement";
import { POLICY_CHARACTERS } from "../../aws/policy/quotas";
import { policySize, type RenderedPolicy, renderReasonedPolicy } from "../../aws/policy/render-policy";
import type { Statement } from "../../aws/policy/statement";
import { knownStatement } from "../environment/known-statement";
import { placeOf } from "../environment/place-of";
import { documentTemplate } from "../environment/terraform-literal";
import { required, sidRule } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import type { Access } from "./located-access";

/** Who uses a role: ECS, to start the task, or the application in it. */
export type RoleUse = "execution" | "task";

/** A role as those see it who give it something to do: it collects statements, which are rendered at synth as one policy. */
export abstract class RoleAccess extends Construct {
  /** The role's name. */
  abstract readonly roleName: string;
  /** The role's ARN. */
  abstract readonly arn: string;
  /** The account the role is in. */
  abstract readonly account: string;
  private readonly statements: Statement[] = [];
  private readonly uses = new Set<RoleUse>();
  private rendered?: RenderedPolicy & { readonly statements: number };

  constructor(scope: Construct, id: string) {
    super(scope, id);
    addProblems(this, () => [...this.sizeProblems(), ...this.useProblems()]);
  }

  /** What must exist before the role can be used as intended. */
  abstract get dependables(): readonly ITerraformDependable[];

  /** Adds statements to the role's policy. */
  addStatements(...statements: readonly Statement[]): void {
    if (statements.length === 0) return;
    this.statements.push(...statements);
    if (this.statements.length === statements.length) this.makePolicy();
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
      ...statements.flatMap((each) => allowedStatementProblems(knownStatement(each), place.partition, String(sid))),
    ];
    addProblems(this, () => wrong);
    if (wrong.length > 0) return;
    this.addStatements(
      ...statements.map(({ actions, resources, conditions, reason }) => ({
        sid,
        actions,
        resources,
        conditions,
        ...(reason !== undefined && { because: [reason] }),
      })),
    );
  }

  /**
   * Says who uses the role, so that what is only for the other is refused.
   * @internal
   */
  useAs(use: RoleUse): void {
    this.uses.add(use);
  }

  /** Whether a task has the role. */
  protected get isOfTask(): boolean {
    return this.uses.size > 0;
  }

  /** Makes what carries the policy; called once, when there is a statement. */
  protected abstract makePolicy(): void;

  /** Puts what asks for each statement where a reviewer finds it beside the policy: Terraform ignores what is under `//`. */
  protected tellReasons(policy: TerraformElement): void {
    policy.addOverride("//.reasons", Lazy.anyValue({ produce: () => reasonTexts(this.policyAsRendered()) }));
  }

  protected documentTemplate(): string {
    return documentTemplate(this.policyAsRendered().document);
  }

  /** Rendered again only when there are more statements: the framework asks several times. */
  private policyAsRendered(): RenderedPolicy {
    const { length } = this.statements;
    if (this.rendered?.statements !== length) {
      this.rendered = { statements: length, ...renderReasonedPolicy(this.statements.map(knownStatement)) };
    }
    return this.rendered;
  }

  private sizeProblems(): readonly string[] {
    if (this.statements.length === 0) return [];
    const size = policySize(this.policyAsRendered().document);
    if (size <= POLICY_CHARACTERS.inline.role) return [];
    return [
      `the inline policy of '${this.roleName}' must be at most ${POLICY_CHARACTERS.inline.role} characters, got ${size}: ` +
        "name fewer resources, or group them under a common path",
    ];
  }

  /** The application never has the execution role, so that a queue granted to it is granted to nobody. */
  private useProblems(): readonly string[] {
    if (!this.uses.has("execution")) return [];
    if (this.uses.has("task"))
      return [
        `'${this.roleName}' is the execution role of a task and the task role of one: give each a role of its own`,
      ];
    const misplaced = this.statements.filter(({ actions }) => actions.some((action) => /^(sqs:|\*)/i.test(action)));
    return misplaced.map(
      ({ sid, actions }) =>
        `'${sid}' gives ${actions.join(", ")} to '${this.roleName}', an execution role: ECS uses it to start the task, ` +
        "and the application never has it. Give it to the task role: roles.task",
    );
  }
}

/** What asks for a policy's statements, in one text a Sid; undefined where nothing is said. */
function reasonTexts({ reasons }: RenderedPolicy): Readonly<Record<string, string>> | undefined {
  const texts = Object.entries(reasons).map(([sid, because]) => [sid, because.join("; ")]);
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}
