import fc from "fast-check";

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

const QUEUE = "arn:aws:sqs:eu-west-1:111111111111:";
const OBJECT = "arn:aws:s3:::files/";
const ACTIONS = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:PurgeQueue", "s3:GetObject"];
const ACTION_PATTERNS = [...ACTIONS, "sqs:*", "sqs:Re*", "SQS:sendmessage", "s3:Get*", "s3:*", "*"];
const QUEUES = ["a", "ab", "b"].map((name) => QUEUE + name);
const OBJECTS = ["x", "y/x"].map((name) => OBJECT + name);
const RESOURCE_PATTERNS = [
  ...QUEUES,
  ...OBJECTS,
  `${QUEUE}a*`,
  `${QUEUE}*b`,
  `${QUEUE}?`,
  `${QUEUE}*`,
  `${OBJECT}*`,
  `${OBJECT}*x`,
  "*",
];
const TEAMS = ["red", "blue"];

const some = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const condition = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        operator: fc.constantFrom("StringEquals", "StringNotEquals", "StringEqualsIfExists"),
        teams: some(TEAMS),
      })
      .map(({ operator, teams }) => ({ [operator]: { "aws:PrincipalTag/team": teams } })),
  },
  {
    weight: 1,
    arbitrary: some(["r*", "blue", "*e*"]).map((teams) => ({ StringLike: { "aws:PrincipalTag/team": teams } })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("true", "false").map((value) => ({ Bool: { "aws:SecureTransport": [value] } })),
  },
);

/** Statements over a small world, so that they often overlap. */
export const statement: fc.Arbitrary<Statement> = fc
  .record({
    effect: fc.constantFrom("Allow" as const, "Allow" as const, "Allow" as const, "Deny" as const),
    actions: some(ACTION_PATTERNS),
    notAction: fc.integer({ min: 0, max: 5 }),
    resources: some(RESOURCE_PATTERNS),
    notResource: fc.integer({ min: 0, max: 5 }),
    condition,
  })
  .map(({ effect, actions, notAction, resources, notResource, condition }) => ({
    Effect: effect,
    ...(notAction === 0
      ? { NotAction: actions.filter((action) => action !== "*").concat("sqs:PurgeQueue") }
      : { Action: actions }),
    ...(notResource === 0
      ? { NotResource: resources.filter((resource) => resource !== "*").concat(`${QUEUE}b`) }
      : { Resource: resources }),
    ...(condition && { Condition: condition }),
  }));

export const statements = fc.array(statement, { minLength: 0, maxLength: 4 });

/** Every request of the small world. */
export const REQUESTS: readonly Request[] = ACTIONS.flatMap((action) =>
  (action.startsWith("sqs:") ? QUEUES : OBJECTS).flatMap((resource) =>
    [undefined, ...TEAMS].flatMap((team) =>
      ["true", "false"].map((secure) => ({
        action,
        resource,
        context: { "aws:SecureTransport": secure, ...(team !== undefined && { "aws:PrincipalTag/team": team }) },
      })),
    ),
  ),
);

export function document(list: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: list });
}

/** A policy in another form that says the same: shuffled, split, renamed, lists of one as texts, doubled. */
export function rewritten(list: readonly Statement[]): fc.Arbitrary<string> {
  const split = fc.tuple(...list.map(splitOf)).map((parts) => parts.flat());
  return split
    .chain((parts) =>
      fc.shuffledSubarray([...parts, ...parts.slice(0, 1)], { minLength: parts.length + Math.min(parts.length, 1) }),
    )
    .chain((parts) => fc.tuple(...parts.map(dressed)))
    .map((parts) => document(parts));
}

function splitOf(statement: Statement): fc.Arbitrary<Statement[]> {
  return fc.constantFrom("no", "actions", "resources").map((way) => {
    if (way === "actions" && statement.Action)
      return statement.Action.map((action) => ({ ...statement, Action: [action] }));
    if (way === "resources" && statement.Resource)
      return statement.Resource.map((resource) => ({ ...statement, Resource: [resource] }));
    return [statement];
  });
}

function dressed(statement: Statement): fc.Arbitrary<object> {
  return fc
    .record({
      sid: fc.option(fc.string({ maxLength: 5 }), { nil: undefined }),
      reverse: fc.boolean(),
      single: fc.boolean(),
    })
    .map(({ sid, reverse, single }) => {
      const list = (values: readonly string[]) => {
        const ordered = reverse ? [...values].reverse() : values;
        return single && ordered.length === 1 ? ordered[0] : ordered;
      };
      const fields = Object.entries(statement).map(([name, value]): [string, unknown] => [
        name,
        Array.isArray(value) ? list(value) : value,
      ]);
      return { ...(sid !== undefined && { Sid: sid }), ...Object.fromEntries(reverse ? fields.reverse() : fields) };
    });
}
