import { by } from "../../aws/text-order";
import type { Granted, GrantedAction, GrantedDifference } from "../../review/report/granted";

/**
 * What one environment may that another may not, once the names of both are made the same: the environment's, its account and
 * its region. What both may in words, of a repository in one region for example, is no difference either.
 */
export function compare(left: Granted, right: Granted): GrantedDifference {
  const [ofLeft, ofRight] = [actionsOf(left), actionsOf(right)];
  return {
    left: left.stack,
    right: right.stack,
    onlyLeft: onlyIn(ofLeft, ofRight),
    onlyRight: onlyIn(ofRight, ofLeft),
    unknown: [left, right].flatMap(({ stack, unknown }) =>
      unknown.map((each) => ({ ...each, address: `${stack}: ${each.address}` })),
    ),
  };
}

interface Compared {
  readonly action: GrantedAction;
  /** The same, as it stands. */
  readonly written: string;
}

/** By what is compared. */
type ComparedActions = ReadonlyMap<string, Compared>;

function onlyIn(actions: ComparedActions, others: ComparedActions): readonly GrantedAction[] {
  const asTheyStand = new Set([...others.values()].map(({ written }) => written));
  return [...actions].flatMap(([key, { action, written }]) =>
    others.has(key) || asTheyStand.has(written) ? [] : [action],
  );
}

/** One for each action on each resource, so that a statement written otherwise makes no difference. */
function actionsOf(granted: Granted): ComparedActions {
  const pairs = granted.grants.flatMap(({ role, roleName, effect, actions, resources, conditions }) =>
    actions.flatMap((action) =>
      resources.map((resource) => {
        const written = {
          role,
          ...nameOf(role, roleName),
          effect,
          action,
          resource,
          conditions: [...conditions].sort(),
        };
        const same = normalised(written, granted);
        return [keyOf(same), { action: same, written: keyOf(written) }] as const;
      }),
    ),
  );
  return new Map(pairs.sort(by(([key]) => key)));
}

function nameOf(role: GrantedAction["role"], roleName: string): Pick<GrantedAction, "roleName"> {
  return role === "role" || role === "policy" ? { roleName } : {};
}

function keyOf({ role, roleName = "", effect, action, resource, conditions }: GrantedAction): string {
  return [role, roleName, effect, action, resource, ...conditions].join("\n");
}

/**
 * Without the environment's name, its own account and its own region, by which two of them differ anyway; another account or
 * region stays what it is.
 */
function normalised(action: GrantedAction, { stack, account, region }: Granted): GrantedAction {
  const name = new RegExp(`(?<![A-Za-z0-9])${stack.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`, "g");
  const same = (text: string) =>
    text
      .replace(name, "<environment>")
      .replaceAll(`:${account}:`, ":<account>:")
      .replaceAll(`:${region}:`, ":<region>:")
      .replaceAll(`.${region}.`, ".<region>.");
  return {
    ...action,
    ...(action.roleName !== undefined && { roleName: same(action.roleName) }),
    resource: same(action.resource),
    conditions: action.conditions.map(same),
  };
}
