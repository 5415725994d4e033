import { isOfAws, managedPolicy } from "../../aws/managed-policies/managed-policy";
import { readPlan } from "../../review/plan/read-plan";
import { reviewedPlan } from "../../review/review-plan";
import type { Subject } from "../../review/subject/subject";
import { CommandError } from "../command-error";
import { planInput } from "../plan-input";

/** A role as it will be once a plan is applied. */
export interface PlannedRole {
  readonly name: string;
  /** The texts of its policies, by what they are called. */
  readonly policies: readonly PlannedPolicy[];
  readonly boundary?: PlannedPolicy;
  /** Policies whose text is not in the plan, and why. */
  readonly unread: readonly string[];
}

interface PlannedPolicy {
  readonly name: string;
  readonly text: string;
}

/** The role of a plan; of several, the one of this name. */
export function roleInPlan(file: string, roleName: string | undefined): PlannedRole {
  const { content, name } = planInput(file, { online: false });
  const plan = readPlan(content, name);
  const roles = reviewedPlan(plan).everySubject.filter((subject) => subject.kind === "role" && hasPolicies(subject));
  const names = roles.map((role) => role.name).sort();
  const [first, ...others] = roleName === undefined ? roles : roles.filter((role) => role.name === roleName);
  if (first === undefined) {
    const there = names.length === 0 ? "no role with a policy is there" : `there are ${names.join(", ")}`;
    throw new CommandError(
      roleName === undefined ? `${name} has no role to hold against the stack` : `${name} has no ${roleName}: ${there}`,
    );
  }
  if (others.length > 0)
    throw new CommandError(`${name} has several roles: name one by --role-name, ${names.join(", ")}`);
  return plannedRole(first);
}

function hasPolicies({ after }: Subject): boolean {
  return [...after.sources, ...after.attachments].some(({ place }) => place === "identity" || place === "boundary");
}

function plannedRole({ name, after }: Subject): PlannedRole {
  const sources = after.sources.map(({ place, change, content }) => ({
    place,
    name: change.address,
    text: content.state === "known" && typeof content.value === "string" ? content.value : undefined,
    why: `${content.state} in the plan`,
  }));
  const attachments = after.attachments.map(({ place, arn }) => ({
    place,
    name: arn,
    text: managedPolicy(arn)?.document,
    why: isOfAws(arn)
      ? "not among AWS's managed policies as they are known here"
      : "of the account, and not in the plan",
  }));
  const all = [...sources, ...attachments];
  const read = all.flatMap(({ place, name: policy, text }) =>
    text === undefined ? [] : [{ place, name: policy, text }],
  );
  const boundary = read.find(({ place }) => place === "boundary");
  return {
    name,
    policies: read.filter(({ place }) => place === "identity"),
    ...(boundary && { boundary }),
    unread: all
      .filter(({ place, text }) => text === undefined && (place === "identity" || place === "boundary"))
      .map(({ name: policy, why }) => `${policy}: ${why}`),
  };
}
