import type { Fact } from "./hcl-literal";
import { type TypedMember, typedMembers } from "./typed-members";

/** Variables whose members are objects by key. */
const BY_KEY = [
  "containers",
  "queues",
  "existing_queues",
  "volumes",
  "execution_role_statements",
  "task_role_statements",
];

/** What the module knows the members of its inputs by, from their types. */
export function memberFacts(typedVariables: string): Readonly<Record<string, Fact>> {
  const types = typedMembers(typedVariables);
  const of = (variable: string) => types.get(variable) ?? [];
  const members = Object.fromEntries(
    [...BY_KEY, "execute_command"].flatMap((variable) => membersBelow(variable, of(variable))),
  );
  const holding = (holds: TypedMember["holds"]) =>
    Object.fromEntries(
      BY_KEY.map((variable) => [
        variable,
        of(variable)
          .filter((member) => member.holds === holds)
          .map(({ name }) => name),
      ]),
    );
  return { members, members_of_one: holding("object"), members_of_all: holding("objects") };
}

/** The names of an object's members, and of the members of each object in it, by where they are. */
function membersBelow(at: string, members: readonly TypedMember[]): readonly (readonly [string, readonly string[]])[] {
  return [
    [at, members.map(({ name }) => name)],
    ...members
      .filter(({ holds }) => holds !== "value")
      .flatMap((member) => membersBelow(`${at}.${member.name}`, member.members)),
  ];
}
