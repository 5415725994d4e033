#!/usr/bin/env node
import "./optimize-late";
import { runCommandLine } from "./command-line";

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
