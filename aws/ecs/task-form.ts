/** A task definition as AWS writes it, as far as its roles depend on it. Nothing of it is trusted to have its form. */
export interface TaskForm {
  /** `containerDefinitions`, the parsed JSON. */
  readonly containers: unknown;
  /** `volumes`. @default - none */
  readonly volumes?: unknown;
  /** `requiresCompatibilities`. @default - not known */
  readonly launchTypes?: readonly string[];
}

/** A name with its value, as in `environment`, or with where the value is, as in `secrets`. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

type Members = Readonly<Record<string, unknown>>;

/** What members a value has; none where it is no object. */
export function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** A list's objects. */
export function objectsOf(value: unknown): readonly Members[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The pairs of a list, `secrets` with `valueFrom` for example. */
export function namedTexts(list: unknown, member: string): readonly NamedText[] {
  return objectsOf(list).flatMap((item) => {
    const text = textOf(item[member]);
    return text === undefined ? [] : [{ name: textOf(item.name) ?? "", text }];
  });
}

/** The texts of an object, by its keys. */
export function textsOf(value: unknown): Readonly<Record<string, string>> {
  const texts = Object.entries(membersOf(value)).flatMap(([name, text]) =>
    typeof text === "string" ? [[name, text]] : [],
  );
  return Object.fromEntries(texts);
}

/** A container's name, or its place where it has none. */
export function containerName(container: Members, index: number): string {
  return textOf(container.name) ?? `#${index + 1}`;
}
