import type { AttachmentChange, PermissionChange, Report } from "./report";
import { subjectTitle } from "./sentences";

/** Who (a role, or the principal a policy on something names) by what (a service), with the changes of each. */
export interface PermissionMatrix {
  readonly who: readonly string[];
  readonly what: readonly string[];
  /** By `who` and `what`. */
  readonly cells: ReadonlyMap<string, MatrixCell>;
}

export interface MatrixCell {
  /** A name for the cell, without spaces. */
  readonly id: string;
  readonly more: number;
  readonly less: number;
}

const MANAGED = "managed policies";

export function permissionMatrix({ permissions, attachments }: Report): PermissionMatrix {
  const who = new Map<string, number>();
  const what = new Map<string, number>();
  const cells = new Map<string, { id: string; more: number; less: number }>();
  const place = (names: Map<string, number>, name: string) => {
    if (!names.has(name)) names.set(name, names.size);
    return names.get(name);
  };
  for (const change of [...permissions, ...attachments]) {
    for (const [row, column] of coordinates(change)) {
      const id = `${place(who, row)}-${place(what, column)}`;
      const cell = cells.get(key(row, column)) ?? { id, more: 0, less: 0 };
      if (change.opens) cell.more += 1;
      else cell.less += 1;
      cells.set(key(row, column), cell);
    }
  }
  return { who: [...who.keys()], what: [...what.keys()], cells };
}

export function cellAt({ cells }: PermissionMatrix, row: string, column: string): MatrixCell | undefined {
  return cells.get(key(row, column));
}

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

function key(row: string, column: string): string {
  return `${row}\n${column}`;
}
