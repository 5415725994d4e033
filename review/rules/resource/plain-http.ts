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

function refusesPlainHttp({ effect, tests, principal }: Grant): boolean {
  const [test] = tests;
  const untouched = tests.length === 1 && test?.key === "aws:securetransport" && test.values.join() === "false";
  return effect === "Deny" && untouched && principal.include === "*";
}
