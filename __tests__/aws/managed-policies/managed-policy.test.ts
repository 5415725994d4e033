import { brotliDecompressSync } from "node:zlib";
import { managedPoliciesDay, managedPolicy } from "../../../aws/managed-policies/managed-policy";
import { newestPolicies, shrunkPolicies } from "../../../aws/managed-policies/newest-policies";

const EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

describe("AWS's managed policies", () => {
  it("are known by what they allow", () => {
    const { document = "{}" } = managedPolicy(EXECUTION) ?? {};
    const [{ Action: actions }] = JSON.parse(document).Statement;
    expect(actions).toEqual(expect.arrayContaining(["ecr:GetAuthorizationToken", "logs:PutLogEvents"]));
  });

  it("are known by their newest version", () => {
    expect(managedPolicy("arn:aws:iam::aws:policy/ReadOnlyAccess")?.version).toMatch(/^v[1-9]\d+$/);
  });

  it.each(["aws-cn", "aws-us-gov"])("are the same in %s", (partition) => {
    expect(managedPolicy(EXECUTION.replace("arn:aws:", `arn:${partition}:`))).toEqual(managedPolicy(EXECUTION));
  });

  it.each([
    "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy",
    "arn:aws:iam::000000000000:policy/ReadOnlyAccess",
    "arn:aws:iam::aws:policy/ReadOnly",
    "",
  ])("do not know '%s'", (arn) => {
    expect(managedPolicy(arn)).toBeUndefined();
  });

  it("say of which day they are", () => {
    expect(managedPoliciesDay()).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it("take less than 300 kB in the package", () => {
    const shrunk = shrunkPolicies();
    expect(shrunk.length).toBeLessThan(300_000);
    expect(brotliDecompressSync(shrunk).toString("utf8")).toBe(newestPolicies());
  }, 60_000);
});
