import { Testing } from "cdktf";
import { environments } from "../../stacks/environments";
import { ServiceStack } from "../../stacks/service-stack";
import { coverageReport, matchers, type PermissionMatchers } from "../../testing";

declare global {
  namespace jest {
    interface Matchers<R> extends PermissionMatchers<R> {}
  }
}

expect.extend(matchers);

const stacks = environments.map((environment) => ({
  environment,
  stack: new ServiceStack(Testing.app(), environment),
}));

/** What is in `stacks/` is yours: assert here what its roles may do. What the tests do not notice is printed at the end. */
describe.each(stacks)("the roles of $environment.name", ({ stack }) => {
  it("may do nothing to users and roles", () => {
    expect(stack).toAllowNothingOn("arn:aws:iam::*:user/*");
    expect(stack).toAllowNothingOn("arn:aws:iam::*:role/*");
  });
});

afterAll(() => {
  const [first] = stacks;
  if (first) process.stdout.write(`\nPermissions in ${first.environment.name}: ${coverageReport(first.stack)}\n\n`);
});
