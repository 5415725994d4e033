#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { runCommandLine } from "./command-line";

// A review is over so soon that compiling its functions anew for speed costs more than it saves: V8 shall do so later. Versions
// that may not know the flag, and would complain of it, are left as they are.
if (Number.parseInt(process.versions.node, 10) <= 24) setFlagsFromString("--interrupt-budget=1000000");

// Whoever reads the output may stop early: `ecs-role-pair review plan.json | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = runCommandLine({
  arguments: process.argv.slice(2),
  environment: process.env,
  isTerminal: process.stdout.isTTY === true,
  now: new Date(),
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
});
