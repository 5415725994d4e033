import { grouped } from "../../aws/grouped";
import type { Subject } from "./subject";

/** Subjects of one kind and name are told apart by their region, their account or their address. */
export function withLabels(subjects: readonly Subject[]): Subject[] {
  const byName = grouped(subjects, fullName);
  return subjects.map((subject) => {
    const others = byName.get(fullName(subject)) ?? [];
    return others.length < 2 ? subject : { ...subject, label: labelAmong(subject, others) };
  });
}

function fullName({ kind, name }: Subject): string {
  return `${kind}\n${name}`;
}

function labelAmong({ name, location, resource }: Subject, others: readonly Subject[]): string {
  const differs = (part: "region" | "account") =>
    others.every((other) => other.location[part] !== undefined) &&
    new Set(others.map((other) => other.location[part])).size === others.length;
  if (differs("region")) return `${name} in ${location.region}`;
  if (differs("account")) return `${name} of ${location.account}`;
  return resource ? `${name} (${resource.address})` : name;
}
