import { EvaluationError } from "./evaluation-error";
import { listOf, type PrincipalElement } from "./policy-document";
import type { RequestPrincipal } from "./request-principal";

/** How a statement names a principal; what it then grants depends on it. */
export type Naming = "everyone" | "account" | "role" | "principal";

/** One name of a `Principal` or `NotPrincipal` element. */
interface Name {
  readonly type: string;
  readonly name: string;
}

const ROLE = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const TYPES = ["AWS", "Service", "Federated", "CanonicalUser"];

/** Reads the element; an account's number is written as its root's ARN. */
export function principalNames(element: PrincipalElement): readonly Name[] {
  if (element === "*") return [{ type: "AWS", name: "*" }];
  if (typeof element !== "object" || element === null)
    throw new EvaluationError(`'${element}' is neither '*' nor an object of names by type`);
  return Object.entries(element).flatMap(([type, names]) => listOf(names).map((name) => readName(type, name)));
}

function readName(type: string, name: string): Name {
  if (!TYPES.includes(type)) throw new EvaluationError(`the type '${type}' is none of ${TYPES.join(", ")}`);
  const isEveryone = name === "*" && (type === "AWS" || type === "Federated");
  if (!isEveryone && /[*?]|\$\{/.test(name))
    throw new EvaluationError(`'${type}': '${name}' has a wildcard or a variable, which a principal cannot have`);
  return { type, name: type === "AWS" && /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name };
}

/** How a list of names speaks of a principal, by the most particular of them; undefined where it doesn't. */
export function naming(names: readonly Name[], principal: RequestPrincipal): Naming | undefined {
  const found = new Set(names.map((name) => namingBy(name, principal)));
  return (["principal", "role", "everyone", "account"] as const).find((kind) => found.has(kind));
}

function namingBy({ type, name }: Name, principal: RequestPrincipal): Naming | undefined {
  if (type === "AWS" && name === "*") return "everyone";
  if (type === "CanonicalUser")
    throw new EvaluationError(`whether the canonical user '${name}' is ${principal.name} cannot be known from its id`);
  if (type === "Service") return principal.kind === "service" && principal.name === name ? "principal" : undefined;
  if (type === "Federated")
    return principal.kind === "federated" && (name === "*" || principal.name === name) ? "principal" : undefined;
  if (principal.arns.includes(name)) return kindOfName(name, principal);
  return isRoleOf(name, principal) ? "role" : undefined;
}

function kindOfName(name: string, { kind, arns }: RequestPrincipal): Naming {
  if (name === arns.at(-1) && kind !== "role") return "principal";
  return name === arns[0] ? "account" : "role";
}

/** A session's ARN leaves out the path of its role, whose name is its account's only one. */
function isRoleOf(name: string, { kind, arns }: RequestPrincipal): boolean {
  const role = ROLE.exec(name);
  return kind === "session" && role !== null && arns.includes(`arn:${role[1]}:iam::${role[2]}:role/${role[3]}`);
}

/**
 * Whether `NotPrincipal` leaves a principal out. It does where it names every level, the account, the role and the
 * session; where it names some only, AWS says that the others may be checked first.
 * Source: IAM user guide, "AWS JSON policy elements: NotPrincipal".
 */
export function isExempt(names: readonly Name[], principal: RequestPrincipal): boolean {
  const namings = names.map((name) => namingBy(name, principal));
  if (namings.includes("everyone")) return true;
  if (principal.account === undefined) return namings.includes("principal");
  const named = principal.arns.map(
    (arn) =>
      names.some(({ name }) => name === arn) || (ROLE.test(arn) && names.some(({ name }) => isRoleOf(name, principal))),
  );
  if (!named.at(-1)) {
    if (principal.kind === "session" && named[1]) throw partly(principal, `its session '${principal.name}'`);
    return false;
  }
  if (principal.kind === "role")
    throw partly(principal, "the session: ask for an 'arn:…:sts::…:assumed-role/…' that the policy names");
  const left = principal.arns.find((_, index) => !named[index]);
  if (left !== undefined) throw partly(principal, `'${left}'`);
  return true;
}

function partly({ name }: RequestPrincipal, what: string): EvaluationError {
  return new EvaluationError(`NotPrincipal names ${name} but not ${what}, and AWS says that it might be denied then`);
}
