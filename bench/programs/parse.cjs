// Reads and parses a file, and tells the CPU time that took.
const { readFileSync } = require("node:fs");
const start = process.cpuUsage();
JSON.parse(readFileSync(process.argv[2], "utf8"));
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ milliseconds: (user + system) / 1_000 }));
