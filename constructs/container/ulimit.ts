import { ULIMITS } from "../../aws/ecs/container-limits";
import { problem } from "../../aws/messages";
import { by } from "../../aws/text-order";
import { both, integer, list, oneOf, type Rule, type RulesOf, required, shape } from "../validation/rules";

/** A limit of the kernel's for a container. */
export interface Ulimit {
  /** Which limit, `nofile` for the number of open files for example. Fargate's own default for `nofile` is 65,535. */
  readonly name: (typeof ULIMITS)[number];
  /** What holds at first, from -1 (no limit) to the hard limit. */
  readonly softLimit: number;
  /** What a process may raise it to; -1 is no limit. */
  readonly hardLimit: number;
}

const rules: RulesOf<Ulimit> = {
  name: required(oneOf(ULIMITS)),
  softLimit: required(integer(-1)),
  hardLimit: required(integer(-1)),
};
export const ulimitsRule: Rule = both(list(shape<Ulimit>(rules)), (value, at) =>
  (value as readonly Ulimit[])
    .filter(({ softLimit, hardLimit }) => hardLimit !== -1 && (softLimit === -1 || softLimit > hardLimit))
    .map(({ name, softLimit, hardLimit }) =>
      problem(`${at}.${name}.softLimit`, `be at most the hard limit ${hardLimit}`, softLimit),
    ),
);

export function renderUlimits(ulimits: readonly Ulimit[]): readonly Ulimit[] {
  return [...ulimits].sort(by(({ name }) => name));
}
