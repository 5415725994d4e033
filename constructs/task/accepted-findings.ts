import { plainSecretTold } from "../../aws/secret-shapes";
import type { Container } from "../container/container";

/** A finding of the review's that code accepts, as its file of accepted findings has them; where it is, is the resource. */
export interface StatedAcceptance {
  readonly id: "plain-secret";
  readonly what: string;
  readonly reason: string;
}

/** What the review would find in containers that `plainTextBecause` has given a reason for. */
export function acceptedFindings(containers: readonly Container[]): readonly StatedAcceptance[] {
  return containers.flatMap(({ name, environment = {}, plainTextBecause = {} }) =>
    Object.entries(plainTextBecause).flatMap(([variable, reason]): readonly StatedAcceptance[] => {
      const what = plainSecretTold(name, variable, environment[variable] ?? "");
      return what === undefined ? [] : [{ id: "plain-secret", what, reason }];
    }),
  );
}
