const { EnvironmentStack, synthesize } = require("ecs-role-pair");
const { Thumbnails } = require("./thumbnails");

const environment = {
  name: "test",
  account: "000000000000",
  region: "eu-central-1",
  owner: "my-team",
  backend: { type: "local" },
};

synthesize((app) => {
  const stack = new EnvironmentStack(app, { service: "thumbnails", environment });
  const { task } = new Thumbnails(stack, "service", environment);
  stack.addOutput("task_definition_arn", task.arn, "The task definition's newest revision");
});
