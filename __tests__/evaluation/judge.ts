import { evaluate } from "./evaluate";
import type { PolicySet } from "./policy-set";
import { type Request, situationOf, type Verdict } from "./request";
import { simulate } from "./simulate";

/** A request, and which evaluator judges it. */
export interface Judged extends Request {
  readonly evaluator?: "plain";
}

/** The verdict on a request under a stack's policies; a simulation that left a context key out is none. */
export async function judge(request: Judged, set: PolicySet): Promise<Verdict> {
  const situation = situationOf(request, set);
  if (request.evaluator === "plain") return evaluate(situation);
  const { ignoredContextKeys, ...verdict } = await simulate(situation);
  if (ignoredContextKeys.length > 0) {
    throw new Error(
      `the simulator ignores ${ignoredContextKeys.join(", ")} for ${request.action}, so that its answer says nothing: ` +
        'correct the key, or let "evaluator": "plain" judge the case',
    );
  }
  return verdict;
}
