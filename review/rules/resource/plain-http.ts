import type { Test } from "../../../aws/policy/condition";
import type { Grant } from "../../../aws/policy/grant";
import type { StateRule } from "../../findings/rule";

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
        return KINDS.includes(subject.kind) && own.length > 0 && !own.some(refusesPlainHttp);
      })
      .map(({ where, title }) => ({ where, what: `${title} has a policy that allows plain HTTP` })),
};

/** A Deny of whatever comes without TLS, or of everything. */
function refusesPlainHttp({ effect, action, tests, principal }: Grant): boolean {
  if (effect !== "Deny" || principal.include !== "*") return false;
  const [only, ...others] = tests;
  return only === undefined ? /^[^:]*:?\*$/.test(action.include) : others.length === 0 && isOfPlainHttp(only);
}

/** `aws:SecureTransport` is `false`, or is not `true`. */
function isOfPlainHttp({ key, operator, values }: Test): boolean {
  const plain = /Not/.test(operator) ? "true" : "false";
  return key === "aws:securetransport" && values.join() === plain;
}
