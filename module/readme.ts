import { INPUTS, type Input } from "./inputs";
import { OUTPUTS } from "./outputs";

/** The module's documentation: usage, inputs and outputs. */
export function moduleReadme(): string {
  return `# ecs-role-pair as a Terraform module

The execution role, the task role, the queues and the task definition of a service, for people who write HCL. Each permission
is derived from the thing that needs it, and known in the first plan. Made by the same constructs as the npm package.

## Usage

\`\`\`hcl
module "my_service" {
  source = "./module"

  service       = "my-service"
  environment   = "dev"
  kms_key_alias = "alias/my-service-dev"

  containers = {
    app = {
      image   = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/my-service:1.0.0"
      secrets = { DATABASE_PASSWORD = "/my-service/dev/database-password" }
    }
  }

  queues = {
    pending   = { visibility_timeout_seconds = 180 }
    confirmed = { consume = false }
  }
}
\`\`\`

Account, region and partition are those of the provider the caller configures. The task's containers find the queues' URLs
in the output \`queue_urls\`, which are composed of names: give a container
\`"https://sqs.<region>.amazonaws.com/<account>/<environment>-pending"\` in its \`environment\`.

## Inputs

| name | type | default | description |
|---|---|---|---|
${Object.entries(INPUTS).map(inputRow).join("\n")}

### containers

\`\`\`hcl
${INPUTS.containers?.type}
\`\`\`

### queues

\`\`\`hcl
${INPUTS.queues?.type}
\`\`\`

## Outputs

| name | description |
|---|---|
${Object.entries(OUTPUTS)
  .map(([name, { description }]) => `| \`${name}\` | ${description} |`)
  .join("\n")}

## What it leaves out

The npm package has more: EC2, volumes and EFS, ECS Exec, FireLens and other log drivers, environment files, registry
credentials, Linux parameters, alarms, KMS keys for queues and for Secrets Manager, pull-through caches, and statements of
your own checked against AWS's lists. Attach more to a role by its name (\`task_role_name\`).
`;
}

function inputRow([name, input]: readonly [string, Input]): string {
  const type = input.type.startsWith("map(object") ? `map(object), see [below](#${name})` : `\`${input.type}\``;
  const fallback = "default" in input ? `\`${JSON.stringify(input.default)}\`` : "**required**";
  return `| \`${name}\` | ${type} | ${fallback} | ${input.description.replace(/\|/g, "\\|")} |`;
}
