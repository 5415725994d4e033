import type { TransitionRule } from "../../findings/rule";
import { subjectTitle } from "../../report/sentences";
import { subjectNameOf } from "../../subject/review-subject";

/** A policy that Terraform forgets (`removed` with `destroy = false`): it stays in force. */
export const noLongerManaged: TransitionRule = {
  id: "no-longer-managed",
  level: "low",
  why: "nothing is taken from anyone, and no plan of this code will show or take it away again",
  transition: ({ everySubject }) =>
    everySubject.flatMap((subject) => {
      const given = [
        ...subject.after.sources.map(({ via, change }) => via ?? change),
        ...subject.after.attachments.map(({ change }) => change),
      ].filter(({ action }) => action === "forget");
      return given.map(({ address }) => ({
        where: address,
        what: `${address} is forgotten: what it gives ${subjectTitle(subjectNameOf(subject))} stays`,
      }));
    }),
};
