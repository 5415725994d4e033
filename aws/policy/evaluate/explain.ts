import type { Because, NearMiss, Side, StatementReference } from "./decision";
import { listOf } from "./policy-document";

const SIDES: Readonly<Record<Side, string>> = {
  identity: "no policy of the principal allows it",
  resource: "the resource's policy does not allow it",
  boundary: "the permissions boundary does not allow it",
  session: "the session's policies do not allow it",
  serviceControl: "the service control policies do not allow it",
  resourceControl: "the resource control policies do not allow it",
};

/** A reason as a sentence: the statements that decide, or the nearest that doesn't allow and why. */
export function explain(because: Because): string {
  return [reason(because), ...missingKeys(because)].join("; ");
}

function reason(because: Because): string {
  if (because.kind === "root") return "the root of the account may, and nothing denies it";
  if (because.kind === "allow") return `allowed by ${because.statements.map(label).join(", ")}`;
  if (because.kind === "deny") return `denied by ${because.statements.map(label).join(", ")}`;
  const { side, nearest } = because;
  return nearest ? `${SIDES[side]}: ${nearMiss(nearest)}` : `${SIDES[side]}: no statement allows the action`;
}

/** A statement as reasons name it, `queue policy: DenyInsecureTransport`. */
export function label({ policy, sid }: StatementReference): string {
  return `${policy}: ${sid}`;
}

function nearMiss(nearest: NearMiss): string {
  const { Resource, NotResource, Principal, NotPrincipal } = nearest.statement;
  if (nearest.at === "resource")
    return `${label(nearest)} is nearest, and is about ${NotResource ? "all but " : ""}${listOf(Resource ?? NotResource).join(", ")}`;
  if (nearest.at === "principal")
    return `${label(nearest)} is nearest, and is for ${NotPrincipal ? "all but " : ""}${JSON.stringify(Principal ?? NotPrincipal)}`;
  const tests = nearest.unmet.map(({ operator, key, wanted, actual }) => {
    const given = actual.length > 0 ? `the request has '${actual.join("', '")}'` : "the request has no such key";
    return `${key} (${operator} '${wanted.join("', '")}'), and ${given}`;
  });
  return `${label(nearest)} is nearest, and asks for ${tests.join(", and for ")}`;
}

/** Keys that decided nothing for the nearest statement may have decided elsewhere: a Deny that asks for one, for example. */
function missingKeys({ missing }: Because): readonly string[] {
  return missing.length > 0 ? [`not stated: ${[...missing].sort().join(", ")}`] : [];
}
