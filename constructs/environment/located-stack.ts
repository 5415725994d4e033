import { Aspects, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";
import { formatArn, type Location } from "../../aws/arn";
import { addProblems, findProblems, ValidationError } from "../validation/validation-error";
import { addressClashes, nameClashes, terraformName } from "./addresses";

const MARK = Symbol.for("ecs-role-pair/LocatedStack");
const validatedApps = new WeakSet<IConstruct>();

/**
 * A stack that knows its account and region, so that ARNs can be composed, and whose addresses a reviewer can read.
 *
 * An address is the construct's path below the stack, joined with `_`; the ids `Default`, `service`, `roles` and
 * `alarms` are left out. Two elements of one address are refused.
 */
export abstract class LocatedStack extends TerraformStack implements Location {
  abstract readonly account: string;
  abstract readonly region: string;
  abstract readonly partition: string;
  /** The domain of the partition's endpoints, `amazonaws.com` for most. */
  abstract readonly dnsSuffix: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    Object.defineProperty(this, MARK, { value: true });
    addProblems(this, () => [...addressClashes(this), ...nameClashes(this)]);
  }

  /** The stack a construct is in. Throws where it is in none that knows its account. */
  static override of(construct: IConstruct): LocatedStack {
    const stack = TerraformStack.of(construct);
    if (!(MARK in stack)) {
      throw new ValidationError([
        `${construct.node.path} must be inside an EnvironmentStack, ${stack.node.path} is none`,
      ]);
    }
    return stack as TerraformStack as LocatedStack;
  }

  /** The ARN of a resource in this account and region. */
  arn(service: string, resource: string): string {
    return formatArn({ partition: this.partition, service, region: this.region, account: this.account, resource });
  }

  /** An output named after what it carries. */
  addOutput(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }

  /** Checks the whole app before anything of it is written, so that one error names every problem of every stack. */
  override prepareStack(): void {
    const app = this.node.root;
    if (!validatedApps.has(app)) {
      throwProblems(app);
      validatedApps.add(app);
    }
    super.prepareStack();
  }

  /** Checks the stack again only where something may have changed since the whole app was checked. */
  override runAllValidations(): void {
    const checked = validatedApps.has(this.node.root);
    if (!checked || hasAspects(this) || this.hasResourceMove()) throwProblems(this);
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return terraformName(TerraformElement.isTerraformElement(element) ? element.node : element, this);
  }
}

function hasAspects(stack: TerraformStack): boolean {
  return [...stack.node.scopes, ...stack.node.findAll()].some((construct) => Aspects.of(construct).all.length > 0);
}

function throwProblems(root: IConstruct): void {
  const problems = findProblems(root);
  if (problems.length > 0) throw new ValidationError(problems);
}
