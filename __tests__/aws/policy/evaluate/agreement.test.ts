// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of IAM
import * as fc from "fast-check";
import type { Policies } from "../../../../aws/policy/evaluate/decision";
import { evaluate, type Request } from "../../../../aws/policy/evaluate/evaluate";
import { EvaluationError } from "../../../../aws/policy/evaluate/evaluation-error";
import type { PolicyDocument, PolicyStatement } from "../../../../aws/policy/evaluate/policy-document";
import { simulate } from "../../../evaluation/simulate";

/** How many requests are generated; once a week a hundred thousand. */
const REQUESTS = Number(process.env.AGREEMENT_REQUESTS ?? 500);

const OWN = "111122223333";
const OTHER = "444455556666";
const ROLE = `arn:aws:iam::${OWN}:role/app`;
const SESSION = `arn:aws:sts::${OWN}:assumed-role/app/task`;
const USER = `arn:aws:iam::${OWN}:user/Bob`;
const SERVICE = "sns.amazonaws.com";
const queue = (account: string, name: string) => `arn:aws:sqs:eu-west-1:${account}:${name}`;

const principals = fc.constantFrom(ROLE, SESSION, USER, SERVICE);
const actions = fc.constantFrom("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage");
const resources = fc.constantFrom(queue(OWN, "orders"), queue(OWN, "orders-old"), queue(OTHER, "orders"));

const actionPatterns = fc.constantFrom(
  "sqs:SendMessage",
  "SQS:sendmessage",
  "sqs:*",
  "sqs:Re*",
  "sqs:?endMessage",
  "*",
  "s3:*",
);
/** Without variables: the simulator does not read those of queues, which IAM's own example has. Source: "Variables and tags". */
const resourcePatterns = fc.constantFrom(
  "*",
  queue(OWN, "orders"),
  queue(OWN, "orders*"),
  queue("*", "orders"),
  "arn:aws:sqs:*",
  "arn:aws:s3:::*",
);

/** Values of a key's type, those that policies want and those that requests have. */
const texts = fc.constantFrom("red", "Red", "r*", "re?", "blue", "orders");
const wantedTexts = fc.oneof(texts, fc.constant("${*}"), fc.constant("${aws:PrincipalAccount}"));
const numbers = fc.constantFrom("1", "9", "10", "10.0", "10.5", "-1");
const dates = fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01", "2025-12-31T23:59:59Z", "2026-01-01T00:00:01Z");
/** IPv4 alone: the simulator takes no IPv4 address for one outside of an IPv6 network. Both families are in the cases of the page. */
const networks = fc.constantFrom("203.0.113.0/24", "203.0.113.7", "203.0.0.0/16");
const addresses = fc.constantFrom("203.0.113.7", "203.0.113.8", "203.0.114.1", "198.51.100.1");
const arns = fc.constantFrom(queue(OWN, "orders"), queue(OWN, "*"), queue("*", "orders"), "arn:aws:sns:*:*:*");
const booleans = fc.constantFrom("true", "false");

interface Family {
  readonly operators: readonly string[];
  readonly key: string;
  readonly wanted: fc.Arbitrary<string>;
  readonly actual: fc.Arbitrary<string>;
}

const comparisons = (prefix: string) =>
  ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
    (one) => `${prefix}${one}`,
  );
const FAMILIES: readonly Family[] = [
  {
    operators: [
      "StringEquals",
      "StringNotEquals",
      "StringEqualsIgnoreCase",
      "StringNotEqualsIgnoreCase",
      "StringLike",
      "StringNotLike",
    ],
    key: "aws:PrincipalTag/team",
    wanted: wantedTexts,
    actual: texts,
  },
  { operators: comparisons("Numeric"), key: "aws:MultiFactorAuthAge", wanted: numbers, actual: numbers },
  { operators: comparisons("Date"), key: "aws:CurrentTime", wanted: dates, actual: dates },
  { operators: ["IpAddress", "NotIpAddress"], key: "aws:SourceIp", wanted: networks, actual: addresses },
  {
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    key: "aws:SourceArn",
    wanted: arns,
    actual: arns,
  },
  { operators: ["Bool"], key: "aws:SecureTransport", wanted: booleans, actual: booleans },
];

const scalarCondition = fc
  .constantFrom(...FAMILIES)
  .chain(({ operators, key, wanted }) =>
    fc
      .tuple(
        fc.constantFrom(...operators),
        fc.constantFrom("", "IfExists"),
        fc.array(wanted, { minLength: 1, maxLength: 2 }),
      )
      .map(([operator, suffix, values]) => ({ [`${operator}${suffix}`]: { [key]: values } })),
  );
const setCondition = fc
  .tuple(
    fc.constantFrom("ForAllValues", "ForAnyValue"),
    fc.constantFrom("StringEquals", "StringNotEquals", "StringLike", "StringNotLike"),
    fc.constantFrom("", "IfExists"),
    fc.array(texts, { minLength: 1, maxLength: 2 }),
  )
  .map(([quantifier, operator, suffix, values]) => ({
    [`${quantifier}:${operator}${suffix}`]: { "aws:TagKeys": values },
  }));
const nullCondition = fc
  .tuple(fc.constantFrom(...FAMILIES.map(({ key }) => key)), booleans)
  .map(([key, value]) => ({ Null: { [key]: value } }));
const conditions = fc.oneof(
  fc.constant({}),
  scalarCondition,
  setCondition,
  nullCondition,
  fc.tuple(scalarCondition, setCondition).map(([a, b]) => ({ ...a, ...b })),
);

const effects = fc.constantFrom<PolicyStatement["Effect"]>("Allow", "Allow", "Deny");
const statement: fc.Arbitrary<PolicyStatement> = fc
  .record({
    effect: effects,
    action: fc.array(actionPatterns, { minLength: 1, maxLength: 2 }),
    resource: resourcePatterns,
    condition: conditions,
    not: fc.constantFrom("", "", "", "action", "resource"),
  })
  .map(({ effect, action, resource, condition, not }) => ({
    Effect: effect,
    ...(not === "action" ? { NotAction: action } : { Action: action }),
    ...(not === "resource" ? { NotResource: resource } : { Resource: resource }),
    Condition: condition,
  }));
const principalElements = fc.constantFrom<NonNullable<PolicyStatement["Principal"]>>(
  "*",
  { AWS: "*" },
  { AWS: OWN },
  { AWS: ROLE },
  { AWS: SESSION },
  { AWS: [USER, `arn:aws:iam::${OTHER}:root`] },
  { Service: SERVICE },
  { Service: "ecs-tasks.amazonaws.com" },
);
const documents = (statements: fc.Arbitrary<PolicyStatement>): fc.Arbitrary<PolicyDocument> =>
  fc.array(statements, { minLength: 1, maxLength: 3 }).map((Statement) => ({ Version: "2012-10-17", Statement }));

const context = fc
  .tuple(
    ...FAMILIES.map(({ key, actual }) => fc.option(actual, { nil: undefined }).map((value) => ({ [key]: value }))),
    fc
      .option(fc.array(texts, { minLength: 1, maxLength: 2 }), { nil: undefined })
      .map((value) => ({ "aws:TagKeys": value })),
  )
  .map((parts) =>
    Object.fromEntries(Object.entries(Object.assign({}, ...parts)).filter(([, value]) => value !== undefined)),
  );

const questions = fc
  .record({
    principal: principals,
    action: actions,
    resource: resources,
    context,
    identity: documents(statement),
    resourcePolicy: fc.option(
      documents(fc.tuple(statement, principalElements).map(([one, Principal]) => ({ ...one, Principal }))),
      { nil: undefined },
    ),
    boundary: fc.option(documents(statement), { nil: undefined, freq: 4 }),
    level: fc.option(documents(statement), { nil: undefined, freq: 4 }),
  })
  .map(({ identity, resourcePolicy, boundary, level, ...request }) => {
    const isService = request.principal === SERVICE;
    return {
      request: request as Request,
      policies: {
        ...(!isService && { identity: [{ name: "identity", document: identity }] }),
        ...(resourcePolicy && { resource: { name: "resource", document: resourcePolicy } }),
        ...(!isService && boundary && { boundary: { name: "boundary", document: boundary } }),
        ...(!isService && level && { serviceControl: [[{ name: "level", document: level }]] }),
      } as Policies,
    };
  });

/** What the simulator reads otherwise than AWS's documentation: such requests are not compared. */
function isReadOtherwise({ principal }: Request, policies: Policies): boolean {
  const text = JSON.stringify(policies);
  // A variable without a value meets a negated operator. Source: IAM user guide, "Variables and tags".
  if (principal === SERVICE && text.includes("${aws:PrincipalAccount}") && /Not(Equals|Like)/.test(text)) return true;
  // Everyone is also a service: the queue of a topic may say so, with the topic as a condition. Source: SNS developer guide.
  return principal === SERVICE && /"Principal":("\*"|\{"AWS":"\*"\})/.test(text);
}

test(`${REQUESTS} generated requests are answered as by the simulator`, async () => {
  let compared = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(questions, async ({ request, policies }) => {
      if (isReadOtherwise(request, policies)) return;
      let own: string;
      try {
        own = evaluate(request, policies).decision;
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        refused += 1;
        return;
      }
      const { answer } = await simulate(request, policies);
      compared += 1;
      expect(own).toBe(answer);
    }),
    { numRuns: REQUESTS },
  );
  console.info(
    `${compared} generated requests compared, ${refused} not answered, as AWS's documentation leaves them open`,
  );
  expect(compared).toBeGreaterThan(REQUESTS * 0.8);
});
