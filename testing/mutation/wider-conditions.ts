import { type ConditionBlock, listOf } from "../../aws/policy/evaluate/policy-document";
import { widerArns } from "./wider-arns";

interface WiderConditions {
  readonly change: string;
  readonly conditions: ConditionBlock;
}

/** A condition block with one key dropped, made optional, or wanting a wider value. */
export function widerConditions(block: ConditionBlock): readonly WiderConditions[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, wanted]) => {
      const rest = without(block, operator, key);
      const values = listOf(wanted).map(String);
      return [
        { change: `condition ${operator} ${key} dropped`, conditions: rest },
        // ForAnyValue is never met where the key is missing.
        ...(operator.startsWith("ForAnyValue:")
          ? []
          : [
              {
                change: `condition ${operator} ${key} met where the key is missing`,
                conditions: withKey(rest, `${operator}IfExists`, key, values),
              },
            ]),
        ...values.flatMap((value, index) =>
          widerValues(value).map((wider) => ({
            change: `condition ${operator} ${key} from ${value} to ${wider}`,
            conditions: withKey(rest, operator.replace("StringEquals", "StringLike"), key, values.with(index, wider)),
          })),
        ),
      ];
    }),
  );
}

function widerValues(value: string): readonly string[] {
  if (value.startsWith("arn:")) return widerArns(value);
  if (value.startsWith("alias/")) return [`${value}*`, "alias/*"];
  const [service = "", , ...domain] = value.split(".");
  return domain.length > 0 ? [`*.${domain.join(".")}`, `${service}.*`] : [];
}

function without(block: ConditionBlock, operator: string, key: string): ConditionBlock {
  const { [key]: _, ...rest } = block[operator] ?? {};
  const { [operator]: __, ...others } = block;
  return Object.keys(rest).length > 0 ? { ...others, [operator]: rest } : others;
}

function withKey(block: ConditionBlock, operator: string, key: string, values: readonly string[]): ConditionBlock {
  return { ...block, [operator]: { ...block[operator], [key]: values } };
}
