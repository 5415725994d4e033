import { formatArn, parseArn } from "../../aws/arn";

/** What stands before the name in the last part of an ARN: `parameter/`, `log-group:`; SQS, SNS and S3 have nothing there. */
const KIND =
  /^(parameter|repository|key|file-system|access-point|deliverystream|stream|table|event-bus|foundation-model|role|task-definition|task|cluster|service|schedule-group|schedule)\/|^(secret|log-group):/;
/** Names that none continues: AWS's own ids have one length, and a FIFO queue's name ends in `.fifo`. */
const WHOLE_NAME = /^(key\/[\w-]+|(file-system|access-point)\/\w+-\w+|secret:.*-[A-Za-z0-9]{6}|.*\.fifo)$/;

/** An ARN as people widen it: anything, any name, anything in its folder, anything that begins alike, any region, any account. */
export function widerArns(arn: string): readonly string[] {
  const parts = parseArn(arn);
  if (!parts) return [];
  const { resource, region, account } = parts;
  const [kind = ""] = KIND.exec(resource) ?? [];
  const folder = resource.slice(kind.length).split("/").slice(0, -1).join("/");
  const wider = [
    "*",
    formatArn({ ...parts, resource: `${kind}*` }),
    ...(folder ? [formatArn({ ...parts, resource: `${kind}${folder}/*` })] : []),
    ...(WHOLE_NAME.test(resource) ? [] : [`${arn.replace(/(:\*|-\?{6}|\*)$/, "")}*`]),
    ...(region ? [formatArn({ ...parts, region: "*" })] : []),
    ...(account ? [formatArn({ ...parts, account: "*" })] : []),
  ];
  return wider.filter((one) => one !== arn);
}
