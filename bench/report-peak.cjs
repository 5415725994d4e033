const { appendFileSync } = require("node:fs");

process.on("exit", () => appendFileSync(process.env.BENCH_PEAK_FILE, `${process.resourceUsage().maxRSS}\n`));
