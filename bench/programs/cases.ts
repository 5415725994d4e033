import { judge } from "../../__tests__/evaluation/judge";
import { subjects } from "../../__tests__/evaluation/permission-case";

/** Judges every permission case of the tests; tells how many and how long it took. */

async function judgeAll(all: ReturnType<typeof subjects>): Promise<number> {
  let count = 0;
  for (const { policies, cases } of all) {
    for (const each of cases) {
      await judge(each, policies);
      count += 1;
    }
  }
  return count;
}

async function main(): Promise<void> {
  const all = subjects();
  await judgeAll(all);
  const start = process.cpuUsage();
  const cases = await judgeAll(all);
  const { user, system } = process.cpuUsage(start);
  console.log(JSON.stringify({ cases, milliseconds: (user + system) / 1_000 }));
}

main();
