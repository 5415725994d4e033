import type { Acceptance } from "./acceptance";

type Json = Readonly<Record<string, unknown>>;

/**
 * The findings that code accepts, from a synthesized stack: each resource has its own under `//.acceptedFindings`. Undefined
 * where this is no stack of Terraform's JSON.
 */
export function statedAcceptances(json: unknown): readonly Acceptance[] | undefined {
  const { resource } = objectOf(json);
  if (resource === undefined) return undefined;
  return Object.entries(objectOf(resource)).flatMap(([type, byName]) =>
    Object.entries(objectOf(byName)).flatMap(([name, attributes]) => {
      const { acceptedFindings } = objectOf(objectOf(attributes)["//"]);
      const stated = Array.isArray(acceptedFindings) ? acceptedFindings.map(objectOf) : [];
      return stated.map(({ id, what, reason }) => ({
        id: String(id),
        where: `${type}.${name}`,
        what: String(what),
        reason: String(reason),
        isStated: true,
      }));
    }),
  );
}

function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
