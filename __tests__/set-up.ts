import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What Node and the programs that tests start take as the place for temporary files, by platform. */
const VARIABLES = ["TMPDIR", "TEMP", "TMP"];

/** Gives the tests a folder for temporary files that goes with them: the framework's `Testing` leaves a folder an app. */
export default function setUp(): void {
  const folder = mkdtempSync(join(tmpdir(), "ecs-role-pair-"));
  process.env.TESTS_FOLDER = folder;
  for (const variable of VARIABLES) process.env[variable] = folder;
}
