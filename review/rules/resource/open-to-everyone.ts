import { isForEveryone } from "../../findings/confining-conditions";
import { resourceAllows } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** A queue, bucket, topic, key, … everyone may use. An endpoint's policy is left out: it starts open, and opens nothing by itself. */
export const openToEveryone: StateRule = {
  id: "open-to-everyone",
  level: "high",
  why: "anyone on the internet can use it, or anyone with an AWS account",
  state: ({ subjects }) =>
    subjects
      .filter((state) => state.subject.kind !== "VPC endpoint" && resourceAllows(state).some(isForEveryone))
      .map(({ where, title }) => ({ where, what: `${title} is open to everyone` })),
};
