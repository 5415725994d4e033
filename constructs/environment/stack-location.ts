import { Construct } from "constructs";
import { problem } from "../../aws/messages";
import { PARTITION_NAMES } from "../../aws/partition";
import { checkMembers, oneOf, type RulesOf } from "../validation/rules";
import { addProblems } from "../validation/validation-error";
import { accountId, regionName } from "./environment-rules";

/** Where the stacks of a scope are. */
export interface StackLocationProps {
  /**
   * The account, 12 digits.
   * @default - what the stack's AWS provider says: its only `allowed_account_ids`, or the account of its `assume_role`
   */
  readonly account?: string;
  /**
   * The region, for example `eu-west-1`.
   * @default - the region of the stack's AWS provider
   */
  readonly region?: string;
  /**
   * The partition.
   * @default - the one the region is in
   */
  readonly partition?: string;
}

const MARK = Symbol.for("ecs-role-pair/StackLocation");

const rules: RulesOf<StackLocationProps> = {
  account: accountId,
  region: regionName,
  partition: oneOf(PARTITION_NAMES),
};

/**
 * Says where a stack of your own is, once, before the first construct of this package: policies and container definitions
 * are then whole in the first plan. In a stack it is said for that stack, in the app for all. It makes nothing, and changes
 * neither the stack's provider, backend and tags nor the addresses of what is in it.
 */
export class StackLocation extends Construct {
  /** What was said. */
  readonly props: StackLocationProps;

  constructor(scope: Construct, id: string, props: StackLocationProps) {
    super(scope, id);
    this.props = props ?? {};
    Object.defineProperty(scope, MARK, { value: this.props, configurable: true });
    addProblems(this, () => [
      ...checkMembers(this.props, rules),
      ...(this.props.account === undefined && this.props.region === undefined
        ? [problem("account", "be set, or the region", undefined)]
        : []),
    ]);
  }

  /** What was said in a construct or around it, the nearest first. */
  static around(construct: Construct): readonly StackLocationProps[] {
    return [...construct.node.scopes].reverse().flatMap((scope) => {
      const said = (scope as Construct & { readonly [MARK]?: StackLocationProps })[MARK];
      return said === undefined ? [] : [said];
    });
  }
}
