import { permissionIdentity } from "../../findings/permission-identity";
import type { TransitionRule } from "../../findings/rule";
import { attachmentSentence, permissionSentence } from "../../report/sentences";

/** Somebody may do more than before. */
export const permissionWidened: TransitionRule = {
  id: "permission-widened",
  level: "widened",
  why: "somebody may do more than before",
  transition: ({ permissions, attachments }) => [
    ...permissions
      .filter(({ opens }) => opens)
      .map((change) => ({
        where: change.where[0] ?? "",
        what: permissionSentence(change),
        identity: permissionIdentity(change),
      })),
    ...attachments
      .filter(({ opens }) => opens)
      .map((change) => ({ where: change.where, what: attachmentSentence(change) })),
  ],
};
