/** A request or a policy that the evaluation does not know how to judge. It never answers such a one by accident. */
export class EvaluationError extends Error {
  override readonly name = "EvaluationError";
}
