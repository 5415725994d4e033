/**
 * What people call a member elsewhere: in AWS's API, in the AWS CDK and in Terraform, in lower case and without separators.
 * Of several, the first that is known where the name was given is meant.
 * Names that lack a unit, or have another, need no entry: `meantBy` finds those by themselves.
 */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  alarmactions: ["topicArn"],
  attemptperiod: ["restartAttemptPeriodSeconds"],
  awslogsgroup: ["logGroupName"],
  awslogsregion: ["region"],
  awslogsstreamprefix: ["streamPrefix"],
  compatibilities: ["launchType"],
  compatibility: ["launchType"],
  containerdefinitions: ["containers"],
  deadletterconfig: ["deadLetterQueue"],
  deadlettertargetarn: ["deadLetterQueue"],
  deduplicationscope: ["highThroughput"],
  deliverydelay: ["delaySeconds"],
  efsvolumeconfiguration: ["efs"],
  enableexecutecommand: ["executeCommand"],
  encryption: ["key"],
  encryptionkey: ["key"],
  encryptionmasterkey: ["key"],
  envfile: ["environmentFiles"],
  envfiles: ["environmentFiles"],
  environmentvariables: ["environment"],
  env: ["environment"],
  executionrolearn: ["roles"],
  field: ["jsonKey"],
  fifoqueue: ["fifo"],
  fifothroughputlimit: ["highThroughput"],
  firelensconfiguration: ["firelens"],
  gpu: ["gpuCount"],
  host: ["hostPath", "extraHosts"],
  imagetag: ["tag"],
  kmskey: ["kmsKeyId", "key", "logGroupKey"],
  kmskeyid: ["key", "logGroupKey"],
  kmsmasterkeyid: ["key"],
  kmsdatakeyreuseperiod: ["dataKeyReuseSeconds"],
  datakeyreuse: ["dataKeyReuseSeconds"],
  logconfiguration: ["logging"],
  logdriver: ["logging"],
  logretention: ["logRetentionDays"],
  masterkey: ["key"],
  maximumreceivecount: ["maxReceiveCount", "deadLetterQueue.maxReceiveCount"],
  maxmessagesize: ["maxMessageSizeBytes"],
  maximummessagesize: ["maxMessageSizeBytes"],
  maxreceivecount: ["deadLetterQueue.maxReceiveCount"],
  memorylimit: ["memoryMiB"],
  messageretention: ["retentionSeconds"],
  messageretentionperiod: ["retentionSeconds"],
  name: ["queueName", "roleName", "family", "policyName", "scheduleName", "serviceName"],
  operatingsystem: ["operatingSystemFamily"],
  portmappings: ["ports"],
  portmapping: ["ports"],
  readonlyrootfs: ["readonlyRootFilesystem"],
  receivemessagewaittime: ["receiveWaitTimeSeconds"],
  receivewait: ["receiveWaitTimeSeconds"],
  redrivepolicy: ["deadLetterQueue"],
  requirescompatibilities: ["launchType"],
  resourcerequirements: ["gpuCount"],
  retention: ["retentionSeconds", "logRetentionDays"],
  retentionin: ["retentionSeconds", "logRetentionDays"],
  retentionperiod: ["retentionSeconds", "logRetentionDays"],
  runtimeplatform: ["cpuArchitecture", "operatingSystemFamily"],
  sizeingib: ["ephemeralStorageGiB"],
  sourcepath: ["hostPath"],
  stdin: ["interactive"],
  taskrolearn: ["roles"],
  tty: ["pseudoTerminal"],
  volume: ["volumes"],
};

const UNITS = ["units", "mib", "mb", "gib", "gb", "kib", "bytes", "seconds", "secs", "sec", "minutes", "days", "count"];

/** The known members that somebody means by a name of another tool, or by one without its unit or with another. */
export function meantBy(name: string, known: readonly string[]): readonly string[] {
  const plain = plainName(name);
  const base = withoutUnit(plain);
  const byUnit = known.filter((member) => plainName(member) === plain || withoutUnit(plainName(member)) === base);
  if (byUnit.length > 0) return byUnit;
  const others = [plain, base].flatMap((key) => (Object.hasOwn(OTHER_NAMES, key) ? (OTHER_NAMES[key] ?? []) : []));
  return others.filter((path) => known.includes(path.split(".")[0] ?? "")).slice(0, 1);
}

function plainName(name: string): string {
  return name.replace(/[_-]/g, "").toLowerCase();
}

function withoutUnit(plain: string): string {
  const unit = UNITS.find((each) => plain.length > each.length && plain.endsWith(each));
  return unit === undefined ? plain : plain.slice(0, -unit.length);
}
