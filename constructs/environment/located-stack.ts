import { Aspects, type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, IConstruct, Node } from "constructs";
import { formatArn } from "../../aws/arn";
import { checkAdded, throwIfAny } from "../validation/check-before-synthesis";
import { addProblems, findProblems } from "../validation/validation-error";
import { addressClashes, nameClashes } from "./addresses";
import type { Place } from "./place";
import { readableName } from "./readable-name";

const validatedApps = new WeakSet<IConstruct>();

/**
 * A stack that knows its account and region, so that ARNs can be composed, and whose addresses a reviewer can read.
 *
 * An address is the construct's path below the stack, joined with `_`; constructs that only group are left out, and the
 * id `Default` is. Two elements of one address are refused.
 */
export abstract class LocatedStack extends TerraformStack implements Place {
  abstract readonly account: string;
  abstract readonly region: string;
  abstract readonly partition: string;
  abstract readonly dnsSuffix: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    addProblems(this, () => [...addressClashes(this), ...nameClashes(this)]);
  }

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
      throwIfAny(findProblems(app));
      validatedApps.add(app);
    }
    super.prepareStack();
  }

  /** Tests that skip validations come here without preparing the stack. */
  // biome-ignore lint/suspicious/noExplicitAny: the framework's own signature.
  override toTerraform(): any {
    if (!validatedApps.has(this.node.root)) checkAdded(this.node.root);
    return super.toTerraform();
  }

  /** Checks the stack again only where something may have changed since the whole app was checked. */
  override runAllValidations(): void {
    const checked = validatedApps.has(this.node.root);
    if (!checked || hasAspects(this) || this.hasResourceMove()) throwIfAny(findProblems(this));
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    return readableName(element, this);
  }
}

function hasAspects(stack: TerraformStack): boolean {
  return [...stack.node.scopes, ...stack.node.findAll()].some((construct) => Aspects.of(construct).all.length > 0);
}
