/** A message for the person at the terminal: what is wrong, and what to do. */
export class ScriptError extends Error {}

/** Runs a script; what is wrong with its input is told in a line and not as a stack trace. */
export function runScript(usage: string, main: () => void): void {
  try {
    main();
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    if (error instanceof ScriptError) console.error(message);
    else if (code?.startsWith("ERR_PARSE_ARGS")) console.error(`${message}\n${usage}`);
    else throw error;
    process.exitCode = 1;
  }
}
