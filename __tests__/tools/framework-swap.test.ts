import { inCdkTerrain, pathsThatDiffer } from "../../tools/framework-swap";

describe("the swap to CDK Terrain", () => {
  it.each([
    ['import { App } from "cdktf";', 'import { App } from "cdktn";'],
    ['const { App } = require("cdktf");', 'const { App } = require("cdktn");'],
    [
      'import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";',
      'import { SqsQueue } from "@cdktn/provider-aws/lib/sqs-queue";',
    ],
    ['"cdktf": "^0.21.0",', '"cdktn": "^0.24.0",'],
    ['"synth": "cdktf synth",', '"synth": "cdktn synth",'],
  ])("renames what %j needs", (before, after) => {
    expect(inCdkTerrain(before)).toBe(after);
  });

  it.each(['"managed-by": "cdktf"', 'join(folder, "cdktf.out")', '"cdktf.json"'])("leaves %j", (text) => {
    expect(inCdkTerrain(text)).toBe(text);
  });

  it("is compared value by value", () => {
    const left = { terraform: { version: "1", backend: ["a"] }, only: 1 };
    const right = { terraform: { version: "2", backend: ["a", "b"] } };
    expect(pathsThatDiffer(left, left)).toEqual([]);
    expect(pathsThatDiffer(left, right)).toEqual(["terraform.version", "terraform.backend.1", "only"]);
  });
});
