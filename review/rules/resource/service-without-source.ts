import { admitsStrangersThroughService, servicesOf } from "../../../aws/policy/stranger/who-gets-in";
import { grantsAt } from "../../findings/grant-query";
import type { StateRule } from "../../findings/rule";

/** A queue, function, bucket, … that a service may use for anybody's resource. */
export const serviceWithoutSource: StateRule = {
  id: "service-without-source",
  level: "medium",
  why: "without aws:SourceAccount, aws:SourceArn or the like, the service may be led to use it for somebody else (the confused deputy)",
  state: ({ subjects }) =>
    subjects.flatMap((state) => {
      const said = grantsAt(state, "resource");
      const open = state.allows.resource.filter((grant) => admitsStrangersThroughService(grant, said));
      const services = new Set(open.flatMap(servicesOf));
      return [...services].map((service) => ({
        where: state.where,
        what: `${state.title} lets ${service} in without saying for whose resource`,
      }));
    }),
};
