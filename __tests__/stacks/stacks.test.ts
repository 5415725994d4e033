import { Testing } from "cdktf";
import { environments } from "../../stacks/environments";
import { ServiceStack } from "../../stacks/service-stack";
import { addressesOf, jsonOf, type Resource } from "../synthesized";

const stacks = environments.map((environment) => ({
  environment,
  json: jsonOf(new ServiceStack(Testing.app(), environment)),
}));

/** What is in `stacks/` is yours: after a change on purpose, read what differs and run `npm test -- -u`. */
describe.each(stacks)("the stack of $environment.name", ({ environment, json }) => {
  const ofType = (type: string): readonly Resource[] => Object.values(json.resource[type] ?? {});

  it("is what it was", () => {
    expect(json).toMatchSnapshot();
  });

  it("has these resources and no others", () => {
    expect(addressesOf(json)).toMatchSnapshot();
  });

  it("can be applied to the environment's own account alone", () => {
    expect(json.provider.aws.map(({ allowed_account_ids: accounts }) => accounts)).toEqual([[environment.account]]);
  });

  it("keeps apart what ECS uses and what the application uses", () => {
    for (const { execution_role_arn: execution, task_role_arn: task } of ofType("aws_ecs_task_definition")) {
      expect(execution).not.toBe(task);
    }
  });

  it("trusts no one in its roles but services and accounts that are named", () => {
    for (const { assume_role_policy: trust } of ofType("aws_iam_role")) {
      expect(JSON.stringify(trust.Statement)).not.toMatch(/"Principal":"\*"|"AWS":(\["\*"\]|"\*")/);
    }
  });

  it("names no access keys for the application", () => {
    const text = JSON.stringify(json.resource);
    expect(text).not.toMatch(/AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY/);
  });
});

describe("the environments", () => {
  it("have one name each", () => {
    expect(new Set(environments.map(({ name }) => name)).size).toBe(environments.length);
  });

  it("keep their state apart", () => {
    expect(new Set(stacks.map(({ json }) => JSON.stringify(json.terraform.backend))).size).toBe(environments.length);
  });
});
