import type { TransitionRule } from "../../findings/rule";
import { subjectTitle } from "../../report/sentences";
import { subjectNameOf } from "../../subject/review-subject";
import { isDestroyed } from "../../subject/subject";

/** A role, queue, bucket, … that is made anew while the resources that carry its policies are left alone. */
export const leftWithoutPolicy: TransitionRule = {
  id: "left-without-policy",
  level: "high",
  why: "AWS deletes the policies with what they are on, and Terraform writes them again only in the next plan",
  transition: ({ everySubject }) =>
    everySubject.flatMap((subject) => {
      const { resource, leftBehind } = subject;
      if (resource === undefined || leftBehind.length === 0) return [];
      const title = subjectTitle(subjectNameOf(subject));
      const what = isDestroyed(subject)
        ? `${title} is destroyed, and ${leftBehind.join(", ")} with its policies is kept`
        : `${title} is made anew without ${leftBehind.join(", ")}: it has none of its policies after the apply`;
      return [{ where: resource.address, what }];
    }),
};
