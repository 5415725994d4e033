import { listed, problem } from "../messages";

/** From, to and step of the memory, in MiB, that each cpu size takes. Source: ECS developer guide, Fargate task size. */
const MEMORY_BY_CPU: ReadonlyMap<number, readonly [from: number, to: number, step: number]> = new Map([
  [256, [512, 2048, 512]],
  [512, [1024, 4096, 1024]],
  [1024, [2048, 8192, 1024]],
  [2048, [4096, 16_384, 1024]],
  [4096, [8192, 30_720, 1024]],
  [8192, [16_384, 61_440, 4096]],
  [16_384, [32_768, 122_880, 8192]],
]);
/** 1,536 MiB lies in the grid of 512 and is not offered. */
const NOT_OFFERED = "256/1536";

/** The memory sizes, in MiB, that each cpu size takes. */
export function fargateMemorySizes(): ReadonlyMap<number, readonly number[]> {
  return new Map(
    [...MEMORY_BY_CPU].map(([cpuUnits, [from, to, step]]) => {
      const sizes = Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
      return [cpuUnits, sizes.filter((size) => `${cpuUnits}/${size}` !== NOT_OFFERED)];
    }),
  );
}

/** What is wrong with a Fargate task's size. */
export function fargateSizeProblems(cpuUnits: number | undefined, memoryMiB: number | undefined): readonly string[] {
  const cpuProblem = problem("cpuUnits", `be ${listed([...MEMORY_BY_CPU.keys()])} on Fargate`, cpuUnits);
  const range = cpuUnits === undefined ? undefined : MEMORY_BY_CPU.get(cpuUnits);
  if (!range)
    return memoryMiB === undefined ? [cpuProblem, problem("memoryMiB", "be set on Fargate", memoryMiB)] : [cpuProblem];
  const [from, to, step] = range;
  const offered =
    memoryMiB !== undefined &&
    Number.isInteger(memoryMiB) &&
    memoryMiB >= from &&
    memoryMiB <= to &&
    (memoryMiB - from) % step === 0;
  if (offered && `${cpuUnits}/${memoryMiB}` !== NOT_OFFERED) return [];
  const allowed = cpuUnits === 256 ? "512, 1024 or 2048" : `from ${from} to ${to} in steps of ${step}`;
  return [problem("memoryMiB", `be ${allowed} with cpuUnits ${cpuUnits} on Fargate`, memoryMiB)];
}
