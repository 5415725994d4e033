import { membersOf, namedTexts, objectsOf, textOf, textsOf } from "../task-form";
import { credentialSpecNeeds, fileNeeds } from "./file-needs";
import { fireLensNeeds } from "./firelens-needs";
import { imageNeeds } from "./image-needs";
import { awsLogsNeeds } from "./log-needs";
import { NOTHING, notDerived, type TaskNeeds, together } from "./need";
import type { NeedsContext } from "./needs-context";
import { secretNeeds } from "./secret-needs";

type Members = Readonly<Record<string, unknown>>;
/** What one member of a container takes. */
type MemberNeeds = (container: Members, name: string, context: NeedsContext) => TaskNeeds;

/** What a container takes of the task's two roles, member by member. */
export function containerNeeds(container: Members, name: string, context: NeedsContext): TaskNeeds {
  return together(...MEMBERS.map((needs) => needs(container, name, context)));
}

const MEMBERS: readonly MemberNeeds[] = [
  ofImage,
  ofRepositoryCredentials,
  ofSecrets,
  ofEnvironmentFiles,
  ofLogging,
  ofFireLens,
  ofInitProcess,
  ofCredentialSpecs,
];

function ofImage({ image }: Members, container: string, context: NeedsContext): TaskNeeds {
  return imageNeeds(textOf(image), { container, member: "image", what: "image" }, context);
}

function ofRepositoryCredentials({ repositoryCredentials }: Members, container: string, context: NeedsContext) {
  const credentials = textOf(membersOf(repositoryCredentials).credentialsParameter);
  const because = { container, member: "repositoryCredentials", what: "registry credentials" };
  return credentials === undefined ? NOTHING : secretNeeds(credentials, because, context);
}

function ofSecrets({ secrets }: Members, container: string, context: NeedsContext): TaskNeeds {
  return together(
    ...namedTexts(secrets, "valueFrom").map(({ name, text }) =>
      secretNeeds(text, { container, member: "secrets", what: `secret ${name}` }, context),
    ),
  );
}

function ofEnvironmentFiles({ environmentFiles }: Members, container: string, context: NeedsContext): TaskNeeds {
  return together(
    ...namedTexts(environmentFiles, "value").map(({ text }) => {
      const because = { container, member: "environmentFiles", what: "environment file" };
      return fileNeeds("execution", "S3GetEnvironmentFiles", text, because, context);
    }),
  );
}

function ofLogging({ logConfiguration }: Members, container: string, context: NeedsContext): TaskNeeds {
  const { logDriver, options, secretOptions } = membersOf(logConfiguration);
  const secrets = namedTexts(secretOptions, "valueFrom").map(({ name, text }) =>
    secretNeeds(text, { container, member: "logConfiguration", what: `log option ${name}` }, context),
  );
  return together(driverNeeds(logDriver, textsOf(options), container, context), ...secrets);
}

function driverNeeds(
  driver: unknown,
  options: Readonly<Record<string, string>>,
  container: string,
  context: NeedsContext,
): TaskNeeds {
  const member = "logConfiguration";
  if (driver === "awslogs") return awsLogsNeeds(options, { container, member, what: "logs" }, context);
  if (driver === "awsfirelens") {
    return fireLensNeeds(options, { container, member, what: "logs through FireLens" }, context);
  }
  return NOTHING;
}

/** The router's own configuration: fetched by ECS if it is in S3, and where it sends to is known to nobody here. */
function ofFireLens({ firelensConfiguration }: Members, container: string, context: NeedsContext): TaskNeeds {
  const options = textsOf(membersOf(firelensConfiguration).options);
  const file = options["config-file-value"];
  if (file === undefined) return NOTHING;
  const because = { container, member: "firelensConfiguration", what: "FireLens configuration" };
  const fetched =
    options["config-file-type"] === "s3"
      ? fileNeeds("execution", "S3GetFireLensConfiguration", file, because, context)
      : NOTHING;
  return together(fetched, notDerived(because, "where it sends to stands in the file", "task"));
}

/**
 * The init process of AWS for Fluent Bit fetches configurations itself, with the task role, from where variables of this
 * name say. Source: aws-for-fluent-bit, use_cases/init-process-for-fluent-bit.
 */
function ofInitProcess({ environment }: Members, container: string, context: NeedsContext): TaskNeeds {
  const files = namedTexts(environment, "value").filter(({ name }) => /^aws_fluent_bit_init_s3/i.test(name));
  return together(
    ...files.map(({ name, text }) => {
      const because = { container, member: "environment", what: `FireLens configuration ${name}` };
      return together(
        fileNeeds("task", "S3GetFireLensConfiguration", text, because, context),
        notDerived(because, "where it sends to stands in the file", "task"),
      );
    }),
  );
}

function ofCredentialSpecs({ credentialSpecs }: Members, container: string, context: NeedsContext): TaskNeeds {
  const specs = Array.isArray(credentialSpecs) ? credentialSpecs.flatMap((spec) => textOf(spec) ?? []) : [];
  const because = { container, member: "credentialSpecs", what: "credential spec" };
  return together(...specs.map((spec) => credentialSpecNeeds(spec, because, context)));
}

/** What has not the form that AWS gives it, and so was passed over. */
export function formProblems(container: Members, name: string): TaskNeeds {
  const lists = ["credentialSpecs", "environment", "environmentFiles", "mountPoints", "secrets"];
  const objects = ["firelensConfiguration", "logConfiguration", "repositoryCredentials"];
  const isObject = (value: unknown) => objectsOf([value]).length === 1;
  const given = (member: string) => container[member] !== undefined && container[member] !== null;
  const malformed = [
    ...lists.filter((member) => given(member) && !Array.isArray(container[member])),
    ...objects.filter((member) => given(member) && !isObject(container[member])),
  ];
  return together(
    ...malformed.map((member) =>
      notDerived({ container: name, member, what: member }, "it has not the form AWS gives it"),
    ),
  );
}
