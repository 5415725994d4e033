import type { Test } from "../../../aws/policy/condition";
import type { Grant } from "../../../aws/policy/grant";
import type { StateRule } from "../../findings/rule";
import type { Subject } from "../../subject/subject";

const KINDS = ["queue", "bucket", "topic"];

/** A queue, bucket or topic whose policy does not refuse requests without TLS. */
export const plainHttp: StateRule = {
  id: "plain-http",
  level: "low",
  why: "messages and credentials can then cross the network unencrypted: deny every action where aws:SecureTransport is false",
  state: ({ subjects }) =>
    subjects
      .filter(({ subject, policies }) => {
        const own = policies.filter(({ source }) => source.place === "resource").flatMap(({ grants }) => grants);
        return KINDS.includes(subject.kind) && own.length > 0 && !refusesPlainHttp(own, subject);
      })
      .map(({ where, title }) => ({ where, what: `${title} has a policy that allows plain HTTP` })),
};

/** Whether there is a Deny of whatever comes without TLS, or of everything. */
function refusesPlainHttp(grants: readonly Grant[], { kind, name }: Pick<Subject, "kind" | "name">): boolean {
  const denies = grants.filter(({ effect, principal }) => effect === "Deny" && principal.include === "*");
  const whole = kind === "bucket" ? [`:${name}`, `:${name}/*`] : [`:${name}`];
  return (
    denies.some(({ tests: [only, ...others] }) => only !== undefined && others.length === 0 && isOfPlainHttp(only)) ||
    whole.every((end) =>
      denies.some(
        (deny) => isOfEveryAction(deny) && (deny.resource.include === "*" || deny.resource.include.endsWith(end)),
      ),
    )
  );
}

/** Whether a Deny is of whatever anyone asks of its resource, without conditions and exceptions. */
function isOfEveryAction({ principal, action, resource, tests }: Grant): boolean {
  const hasExceptions = [principal, action, resource].some(({ exclude }) => exclude.length > 0);
  return tests.length === 0 && !hasExceptions && /^(?:\*|[^:*]+:\*)$/.test(action.include);
}

/** `aws:SecureTransport` is `false`, or is not `true`. */
function isOfPlainHttp({ key, operator, values }: Test): boolean {
  const plain = /Not/.test(operator) ? "true" : "false";
  return key === "aws:securetransport" && values.join() === plain;
}
