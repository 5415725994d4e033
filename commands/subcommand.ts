import type { Command } from "commander";
import { listed, nearest } from "../aws/messages";
import { CommandError } from "./command-error";
import type { Surroundings } from "./surroundings";

/** What a subcommand runs in: the surroundings, and a way to end with another exit code than 0. */
export interface Run extends Surroundings {
  readonly exitWith: (code: number) => void;
}

/** Gives a command its arguments, its options and what it does. */
export type Subcommand = (command: Command, run: Run) => void;

/** A reader of an option's value that is one of a few words. */
export function oneOf<T extends string>(option: string, allowed: readonly T[]): (value: string) => T {
  return (value) => {
    const found = allowed.find((each) => each === value);
    if (found !== undefined) return found;
    const meant = nearest(value, allowed);
    throw new CommandError(
      `${option} must be one of ${allowed.join(", ")}, got '${value}'${meant.length > 0 ? `: did you mean ${listed(meant)}?` : ""}`,
    );
  };
}
