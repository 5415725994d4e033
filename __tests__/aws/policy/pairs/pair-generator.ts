import fc from "fast-check";
import type { Document } from "./compared";

/** A small world in which patterns overlap, keys are missing and variables meet literals more often than not. */
const ACTIONS = ["s3:GetObject", "s3:GetObjectTagging", "s3:PutObject", "s3:*Object", "s3:Get*", "S3:getobject", "*"];
const RESOURCES = [
  "*",
  "arn:aws:s3:::files/*",
  "arn:aws:s3:::files/a",
  "arn:aws:s3:::files/?",
  "arn:aws:s3:::files/??*",
  "arn:aws:s3:::files/*/b",
  "arn:aws:s3:::files/a*",
  "arn:aws:s3:::*/b",
  "arn:aws:s3:*:*:files/*",
  "arn:aws:s3:::files/${aws:PrincipalTag/home}/*",
  "arn:aws:s3:::files/${aws:PrincipalTag/home}",
  "arn:aws:s3:::files/amy/*",
  "arn:aws:s3:::files/${*}",
];

const tests: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  "aws:PrincipalTag/home": [
    ["StringEquals", ["amy", "Amy", ""]],
    ["StringNotEquals", ["amy", "a"]],
    ["StringLike", ["a*", "?m?", "*"]],
    ["StringNotLike", ["a*", "*y"]],
    ["StringEqualsIgnoreCase", ["AMY"]],
    ["StringLikeIfExists", ["a*", "b"]],
    ["Null", ["true", "false"]],
  ],
  "aws:TagKeys": [
    ["ForAllValues:StringEquals", ["a", "b"]],
    ["ForAllValues:StringNotLike", ["a*"]],
    ["ForAnyValue:StringLike", ["a", "*b"]],
    ["ForAnyValue:StringNotEquals", ["a", "b"]],
    ["ForAnyValue:StringLikeIfExists", ["a", "*b"]],
    ["Null", ["true", "false"]],
  ],
  "aws:SourceIp": [
    ["IpAddress", ["198.51.100.0/24", "198.51.100.0/25", "198.51.100.128/25", "2001:db8::/32"]],
    ["NotIpAddress", ["198.51.0.0/16", "2001:db8:7::/48"]],
    ["IpAddressIfExists", ["198.51.100.7", "::/0"]],
    ["Null", ["true", "false"]],
  ],
  "aws:CurrentTime": [
    ["DateLessThan", ["2026", "1767225600", "2026-06-01T12:00:00"]],
    ["DateGreaterThanEquals", ["2026-01-01T00:00:00Z", "2026-06-01T14:00:00+02:00"]],
    ["DateNotEquals", ["2026-01-01"]],
  ],
  "aws:MultiFactorAuthAge": [
    ["NumericLessThan", ["60", "60.0", "3600"]],
    ["NumericGreaterThanEqualsIfExists", ["60", "6e1"]],
    ["NumericNotEquals", ["60"]],
    ["Null", ["true", "false"]],
  ],
  "aws:SourceArn": [
    ["ArnLike", ["arn:aws:sns:*:111122223333:*", "arn:aws:sns:eu-west-1:111122223333:t"]],
    ["ArnNotLike", ["arn:aws:sns:eu-*:111122223333:t"]],
    ["StringLike", ["arn:aws:sns:*"]],
  ],
  "aws:SecureTransport": [
    ["Bool", ["true", "false", "True"]],
    ["BoolIfExists", ["true"]],
  ],
};

const some = <T>(values: readonly T[], maxLength = 3) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });

/** A condition on one or two of the keys that a pair is about. */
const conditionOn = (keys: readonly string[]) =>
  fc.option(
    some(keys, 2).chain((chosen) =>
      fc
        .tuple(
          ...chosen.map((key) =>
            fc
              .constantFrom(...(tests[key] ?? []))
              .chain(([operator, values]) => some(values).map((list) => ({ operator, key, list }))),
          ),
        )
        .map((all) => {
          const block: Record<string, Record<string, readonly string[]>> = {};
          for (const { operator, key, list } of all) block[operator] = { ...block[operator], [key]: list };
          return block;
        }),
    ),
    { nil: undefined, freq: 3 },
  );

const statementOn = (keys: readonly string[]) =>
  fc
    .record({
      Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
      actions: some(ACTIONS),
      notAction: fc.integer({ min: 0, max: 7 }),
      resources: some(RESOURCES),
      notResource: fc.integer({ min: 0, max: 7 }),
      Condition: conditionOn(keys),
    })
    .map(({ Effect, actions, notAction, resources, notResource, Condition }) => ({
      Effect,
      [notAction === 0 ? "NotAction" : "Action"]: actions,
      [notResource === 0 ? "NotResource" : "Resource"]: resources,
      ...(Condition && { Condition }),
    }));

type Statement = object & { readonly Effect: string };

/** Two policies, of which the second is often the first with one thing changed. */
export const pair: fc.Arbitrary<readonly [Document, Document]> = fc
  .uniqueArray(fc.constantFrom(...Object.keys(tests)), { minLength: 1, maxLength: 2 })
  .chain((keys) => {
    const statement: fc.Arbitrary<Statement> = statementOn(keys);
    const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
    return fc.record({ before: statements, after: statements, kept: fc.integer({ min: 0, max: 3 }) });
  })
  .map(({ before, after, kept }) => {
    const document = (Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
    return [document(before), document([...before.slice(0, kept), ...after.slice(0, Math.max(1, 3 - kept))])];
  });
