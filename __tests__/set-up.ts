import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What Node and the programs that tests start take as the place for temporary files, by platform. */
const VARIABLES = ["TMPDIR", "TEMP", "TMP"];

/**
 * Gives the tests a folder for temporary files, in which the framework's `Testing` leaves a folder an app. Ends with what
 * takes it away again: in watch mode, Jest sets up and tears down once a run, in one process.
 */
export default function setUp(): void {
  const before = VARIABLES.map((variable) => [variable, process.env[variable]] as const);
  const folder = mkdtempSync(join(tmpdir(), "ecs-role-pair-"));
  for (const variable of VARIABLES) process.env[variable] = folder;
  Object.assign(globalThis, {
    tearDownTests: () => {
      for (const [variable, value] of before) {
        if (value === undefined) delete process.env[variable];
        else process.env[variable] = value;
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  });
}
