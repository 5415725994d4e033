import { Token } from "cdktf";
import { formatArn, parseArn } from "../../aws/arn";
import { problem } from "../../aws/messages";
import type { AllowedStatement } from "../../aws/policy/allowed-statement";
import { knownText } from "../environment/known-text";
import { type Access, type AccessLocation, type LocatedStatements, named } from "./located-access";

/** What the name of a model or profile does not say. */
export interface InvokeModelOptions {
  /**
   * The ids of the foundation models that an application's own inference profile routes to, which its name does not say.
   * @default - the model in the name of a profile that AWS defines
   */
  readonly models?: readonly string[];
}

const ACTIONS = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/**
 * The regions that AWS's own inference profiles route to, by what their ids start with. Source: Bedrock user guide,
 * inference-profiles-support.
 */
const REGIONS_BY_GEOGRAPHY: Readonly<Record<string, readonly string[]>> = {
  apac: ["ap-*"],
  au: ["ap-southeast-*"],
  ca: ["ca-*", "us-*"],
  eu: ["eu-*"],
  // A global profile's request is authorised on a model without a region too.
  global: ["*-*", ""],
  jp: ["ap-northeast-*"],
  us: ["ca-*", "us-*"],
  "us-gov": ["us-gov-*"],
};
const ANYWHERE = REGIONS_BY_GEOGRAPHY.global ?? [];
const PROFILE_ID = new RegExp(`^(${Object.keys(REGIONS_BY_GEOGRAPHY).join("|")})\\.([\\w.:-]{1,256})$`);
const modelRule = named(
  /^(arn:aws[a-z-]*:bedrock:\S+|[\w.:-]{1,256})$/,
  "be the id or the ARN of a foundation model or an inference profile",
);

/**
 * `bedrock:InvokeModel` and `bedrock:InvokeModelWithResponseStream` on a foundation model, by its id, or on what an ARN
 * names.
 *
 * An inference profile (`eu.anthropic.…`, by id or by ARN) is allowed together with the foundation model in each Region it
 * routes to, and that model through this profile alone (`bedrock:InferenceProfileArn`): AWS asks for both. Of an
 * application's own profile, give the models too.
 */
export function invokeModel(modelIdOrArn: string, options: InvokeModelOptions = {}): Access {
  return (location) => {
    const given = knownText(modelIdOrArn);
    const problems = modelRule(given, "modelIdOrArn");
    return problems.length > 0 ? { problems, statements: [] } : onModel(given, options ?? {}, location);
  };
}

function onModel(given: string, options: InvokeModelOptions, location: AccessLocation): LocatedStatements {
  const arn = parseArn(given);
  if (arn?.resource.startsWith("application-inference-profile/") || (Token.isUnresolved(given) && options.models))
    return onOwnProfile(given, options, { ...location, ...arn });
  const id = arn ? /^inference-profile\/(.+)$/.exec(arn.resource)?.[1] : given;
  const profile = id === undefined ? undefined : PROFILE_ID.exec(id);
  if (!profile) {
    if (arn?.resource.startsWith("inference-profile/")) return onOwnProfile(given, options, { ...location, ...arn });
    const model = { ...location, account: "", service: "bedrock", resource: `foundation-model/${given}` };
    return granted([{ actions: ACTIONS, resources: [arn || Token.isUnresolved(given) ? given : formatArn(model)] }]);
  }
  const [, geography = "", model = ""] = profile;
  const resource = `inference-profile/${id}`;
  const profileArn = arn ? given : formatArn({ ...location, service: "bedrock", resource });
  const regions = REGIONS_BY_GEOGRAPHY[geography] ?? [];
  return granted(throughProfile(profileArn, [model], regions, location));
}

function onOwnProfile(profileArn: string, { models }: InvokeModelOptions, location: AccessLocation): LocatedStatements {
  const remedy =
    "AWS asks for the profile and the foundation model in each Region it routes to: " +
    'access.invokeModel("<arn>", { models: ["amazon.nova-lite-v1:0"] })';
  const isModel = (id: unknown) =>
    typeof id === "string" && /^(?!arn:)[\w.:-]{1,256}$/.test(id) && !PROFILE_ID.test(id);
  if (!Array.isArray(models) || models.length === 0 || !models.every(isModel)) {
    return { statements: [], problems: [problem("models", "name the profile's foundation models", models, remedy)] };
  }
  return granted(throughProfile(profileArn, models, ANYWHERE, location));
}

function granted(statements: readonly AllowedStatement[]): LocatedStatements {
  return { statements, problems: [] };
}

/** A profile, and its models through it alone: the profile, not the request, chooses the Region. */
function throughProfile(
  profileArn: string,
  models: readonly string[],
  regions: readonly string[],
  { partition }: AccessLocation,
): readonly AllowedStatement[] {
  const resources = models.flatMap((model) =>
    regions.map((region) =>
      formatArn({ partition, service: "bedrock", region, account: "", resource: `foundation-model/${model}` }),
    ),
  );
  return [
    { actions: ACTIONS, resources: [profileArn] },
    {
      actions: ACTIONS,
      resources,
      conditions: { StringEquals: { "bedrock:InferenceProfileArn": [profileArn] } },
      reason: "the inference profile chooses the Region of each request, and the models are allowed through it alone",
    },
  ];
}
