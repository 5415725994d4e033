/** A log group's name. Source: CloudWatch Logs API reference, CreateLogGroup. */
export const LOG_GROUP_NAME = /^[\w./#-]{1,512}$/;

/** The retentions that CloudWatch Logs knows, in days. Source: CloudWatch Logs API reference, PutRetentionPolicy. */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
