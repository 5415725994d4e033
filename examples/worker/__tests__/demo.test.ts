import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, it } from "node:test";

const ROOT = join(__dirname, "../../..");

describe("the demo", () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`leaves nothing running after ${signal}`, async () => {
      const demo = spawn(process.execPath, ["--require", "sucrase/register", "tools/demo.ts"], { cwd: ROOT });
      let output = "";
      for await (const piece of demo.stdout) {
        output += piece;
        if (/[1-9]\d* of 1000 messages/.test(output) && !demo.killed) demo.kill(signal);
      }
      const [code] = demo.exitCode === null ? await once(demo, "exit") : [demo.exitCode];
      assert.equal(code, 130, output);
      assert.match(output, /nothing is left running/);
      const worker = Number(/process (\d+)/.exec(output)?.[1]);
      assert.throws(() => process.kill(worker, 0), { code: "ESRCH" });
    });
  }
});
