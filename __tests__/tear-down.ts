import { rmSync } from "node:fs";

export default function tearDown(): void {
  const { TESTS_FOLDER } = process.env;
  if (TESTS_FOLDER) rmSync(TESTS_FOLDER, { recursive: true, force: true });
}
