import type { AttachmentChange, PermissionChange } from "./report";
import { subjectTitle } from "./sentences";

const MANAGED = "managed policies";

/** The cells a change is counted in. */
export function coordinates(change: PermissionChange | AttachmentChange): [string, string][] {
  const columns =
    "policy" in change ? [change.place === "boundary" ? "permissions boundary" : MANAGED] : services(change);
  return rows(change).flatMap((row) => columns.map((column): [string, string] => [row, column]));
}

function rows(change: PermissionChange | AttachmentChange): string[] {
  if (!("principals" in change) || change.principals.length === 0) return [subjectTitle(change.subject)];
  return change.principals.map(({ pattern, except }) => {
    if (except) return `everyone except ${except.join(", ")}`;
    return pattern === "*" ? "everyone" : pattern.slice(pattern.indexOf(":") + 1);
  });
}

function services({ actions }: PermissionChange): string[] {
  const names = actions.map(({ pattern }) =>
    pattern.includes(":") ? pattern.slice(0, pattern.indexOf(":")) : "every service",
  );
  return [...new Set(names)];
}
