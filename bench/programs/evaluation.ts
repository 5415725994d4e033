import { documentedCases } from "../../__tests__/evaluation/documented-case";
import { evaluate } from "../../aws/policy/evaluate/evaluate";

/** Evaluates the documented requests over and over for a second; tells how many a CPU second takes. */
const cases = documentedCases().filter(({ expect }) => expect !== "throws");
const WARM_UP = 20;
const ROUNDS = 200;

function rounds(count: number): void {
  for (let round = 0; round < count; round += 1) for (const { request, under } of cases) evaluate(request, under);
}

rounds(WARM_UP);
const start = process.cpuUsage();
rounds(ROUNDS);
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ evaluations: cases.length * ROUNDS, milliseconds: (user + system) / 1_000 }));
