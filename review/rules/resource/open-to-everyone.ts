import { admitsStrangers } from "../../../aws/policy/stranger/who-gets-in";
import { grantsAt } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** A queue, bucket, topic, key, … everyone may use. An endpoint's policy is left out: it starts open, and opens nothing by itself. */
export const openToEveryone: StateRule = {
  id: "open-to-everyone",
  level: "high",
  why: "anyone on the internet can use it, or anyone with an AWS account",
  state: ({ subjects }) =>
    subjects
      .filter((state) => {
        if (state.subject.kind === "VPC endpoint") return false;
        const said = grantsAt(state, "resource");
        return state.allows.resource.some((grant) => admitsStrangers(grant, said, "resource"));
      })
      .map(({ where, title }) => ({ where, what: `${title} is open to everyone` })),
};
