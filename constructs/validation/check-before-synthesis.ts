import { TerraformElement, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { findAddedProblems, ValidationError } from "./validation-error";

const ID = "ecs-role-pair-checks";
const checkedApps = new WeakSet<IConstruct>();

/**
 * An element that writes nothing, and checks the whole app when a stack is first prepared or written: the framework asks
 * every element then, in tests that skip validations too. So one error names every problem before anything is written.
 */
class Checks extends TerraformElement {
  override toTerraform(): object {
    checkAdded(this.node.root);
    return {};
  }

  override toHclTerraform(): object {
    return this.toTerraform();
  }
}

/** Lets a stack that is not of this package refuse what is wrong before it is written. */
export function checkBeforeSynthesis(stack: TerraformStack): void {
  if (!stack.node.tryFindChild(ID)) new Checks(stack, ID);
}

/** Throws what the constructs of this package find wrong in an app, unless they were asked and found nothing. */
export function checkAdded(app: IConstruct): void {
  if (checkedApps.has(app)) return;
  throwIfAny(findAddedProblems(app));
  checkedApps.add(app);
}

/** Throws problems, if there are any. */
export function throwIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw new ValidationError(problems);
}
