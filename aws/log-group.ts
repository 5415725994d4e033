/** A log group's name. Source: CloudWatch Logs API reference, CreateLogGroup. */
export const LOG_GROUP_NAME = /^[\w./#-]{1,512}$/;
