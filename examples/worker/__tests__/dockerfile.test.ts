import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { DockerfileParser, type Healthcheck } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import { synthesizedStack } from "../local/synthesized-stack";

const text = readFileSync(join(__dirname, "../Dockerfile"), "utf8");
const dockerfile = DockerfileParser.parse(text);
const { container } = synthesizedStack("dev");

/** The arguments of the last instruction of this name: the one that counts. */
function argumentsOf(instruction: string): string {
  const found = dockerfile.getInstructions().filter((each) => each.getInstruction() === instruction);
  return found.at(-1)?.getArgumentsContent() ?? "";
}

describe("the Dockerfile", () => {
  it("has nothing that a linter objects to", () => {
    assert.deepEqual(
      validate(text).map(({ message }) => message),
      [],
    );
  });

  it("builds in one stage and runs in another, which has no shell", () => {
    const images = dockerfile.getFROMs().map((from) => from.getImage());
    assert.equal(images.length, 2);
    assert.match(images.at(-1) ?? "", /^gcr\.io\/distroless\/.*:nonroot$/);
  });

  it("runs as the user of the task definition, which is not root", () => {
    assert.equal(argumentsOf("USER"), container.user);
    assert.doesNotMatch(argumentsOf("USER"), /^(root|0)\b/);
  });

  it("has the health check of the task definition", () => {
    const [check] = dockerfile.getHEALTHCHECKs() as Healthcheck[];
    const flags = Object.fromEntries((check?.getFlags() ?? []).map((flag) => [flag.getName(), flag.getValue()]));
    const { command = [], interval, timeout, retries, startPeriod } = container.healthCheck ?? {};
    assert.deepEqual(flags, {
      interval: `${interval}s`,
      timeout: `${timeout}s`,
      retries: String(retries),
      "start-period": `${startPeriod}s`,
    });
    const [kind, ...program] = command;
    assert.equal(kind, "CMD");
    assert.deepEqual(JSON.parse(check?.getArgumentsContent()?.replace(/^.*?CMD /, "") ?? "[]"), program);
  });

  it("stops by the signal that the worker waits for, within the task definition's stop timeout", () => {
    assert.equal(argumentsOf("STOPSIGNAL"), "SIGTERM");
    assert.equal(container.environment.STOP_TIMEOUT_SECONDS, String(container.stopTimeout));
  });

  it("copies what the commands run", () => {
    const copied = dockerfile.getCOPYs().map((copy) => copy.getArgumentsContent());
    assert.ok(copied.includes("--from=build /app/dist ./dist") || copied.includes("/app/dist ./dist"));
    assert.deepEqual(JSON.parse(argumentsOf("CMD")), ["/app/dist/main.js"]);
  });
});
