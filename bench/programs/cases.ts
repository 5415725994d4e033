import { requestOf, subjects } from "../../__tests__/evaluation/permission-case";

/** Judges every permission case of the tests; tells how many and how long it took. */

function judgeAll(all: ReturnType<typeof subjects>): number {
  let count = 0;
  for (const { permissions, cases } of all) {
    for (const each of cases) {
      permissions.decide(requestOf(each));
      count += 1;
    }
  }
  return count;
}

function main(): void {
  const all = subjects();
  judgeAll(all);
  const start = process.cpuUsage();
  const cases = judgeAll(all);
  const { user, system } = process.cpuUsage(start);
  console.log(JSON.stringify({ cases, milliseconds: (user + system) / 1_000 }));
}

main();
