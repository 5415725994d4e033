import type { AccessDenied } from "../../aws/access-denied";
import { type ActionCatalogue, serviceActions } from "../../aws/actions/service-actions";
import { parseArn } from "../../aws/arn";
import type { Because } from "../../aws/ecs/needs/need";
import { parseStoppedReason, type StoppedReason, toldElsewhere } from "../../aws/ecs/stopped-reason";
import type { TaskAudit } from "../report/audit";
import { blockedBecause } from "./blocked-because";
import type { Explanation } from "./explanation";
import { lineToWrite } from "./line-to-write";
import { type FoundNeed, needFor } from "./need-for";

/** Explains a message of ECS's or of AWS's, with what the audit of the tasks at hand says of it. */
export function explainMessage(
  message: string,
  audits: readonly TaskAudit[],
  catalogue: ActionCatalogue = serviceActions(),
): Explanation {
  const reason = parseStoppedReason(message);
  if (reason.elsewhere !== undefined) return noGrant(reason.elsewhere, reason, catalogue);
  const { denied } = reason;
  if (!denied) {
    const because = toldElsewhere(message) ?? "the message says of no permission that is missing";
    return { role: "unknown", neededBy: [], because, notes: cutNote(reason) };
  }
  return explainDenied(message, denied, reason, audits, catalogue);
}

function explainDenied(
  message: string,
  denied: AccessDenied,
  reason: StoppedReason,
  audits: readonly TaskAudit[],
  catalogue: ActionCatalogue,
): Explanation {
  const action = spelled(denied.action ?? reason.during?.action, catalogue);
  const resource = denied.resource ?? (action === "ecr:GetAuthorizationToken" ? "*" : undefined);
  const roleName = roleNameOf(denied.principal);
  const known = {
    ...(roleName !== undefined && { roleName }),
    ...(action !== undefined && { action }),
    ...(resource !== undefined && { resource }),
  };
  const found = needFor({ action, resource, roleName }, audits);
  const blocked = blockedBecause(denied, action);
  if (blocked)
    return {
      ...known,
      role: blocked.role,
      neededBy: found?.because ?? [],
      because: blocked.because,
      line: blocked.line,
      notes: cutNote(reason),
    };
  const role = found?.role ?? roleOf(denied, reason, roleName, action);
  if (role === undefined || action === undefined)
    return {
      ...known,
      role: "unknown",
      neededBy: [],
      because: reason.isCut
        ? "the message was cut off before it says what was denied"
        : (toldElsewhere(message) ?? "the message does not say what was denied"),
      notes: cutNote(reason),
    };
  const asking = found?.because.find((each) => each.container !== undefined);
  return {
    ...known,
    role,
    neededBy: found?.because ?? [],
    because: `no policy of the ${role} role allows ${action}${resource === undefined ? "" : ` on ${resource}`}`,
    line: lineToWrite({ role, action, resource: resource ?? "…", ...askedBy(asking) }),
    statement: { Effect: "Allow", Action: action, Resource: found?.resource ?? resource ?? "…" },
    notes: [
      ...cutNote(reason),
      ...foundNotes(found, audits, roleName),
      ...guessNote(found, reason),
      ...otherAccountNote(denied),
    ],
  };
}

/** The container that asks, and the variable where it is for a secret. */
function askedBy(asking: Because | undefined): { readonly container?: string; readonly variable?: string } {
  const variable = /^secret (.+)$/.exec(asking?.what ?? "")?.[1];
  return {
    ...(asking?.container !== undefined && { container: asking.container }),
    ...(variable !== undefined && { variable }),
  };
}

function noGrant(because: string, { during }: StoppedReason, catalogue: ActionCatalogue): Explanation {
  const action = spelled(during?.action, catalogue);
  return { role: "none", ...(action !== undefined && { action }), neededBy: [], because, notes: ["no grant helps"] };
}

/** The role of an ARN of a session's, or of the role's own. */
function roleNameOf(principal: string | undefined): string | undefined {
  const resource = parseArn(principal ?? "")?.resource ?? "";
  return /^assumed-role\/([^/]+)/.exec(resource)?.[1] ?? /^role\/(?:.*\/)?([^/]+)$/.exec(resource)?.[1];
}

/** Without the task at hand: by what ECS was doing, by the role's name, and by what only one of the two roles is asked for. */
function roleOf(
  { principal }: AccessDenied,
  { during }: StoppedReason,
  name: string | undefined,
  action: string | undefined,
): "execution" | "task" | undefined {
  if (during !== undefined && during.action !== "elasticfilesystem:ClientMount") return "execution";
  if (during !== undefined) return "task";
  if (name !== undefined && /exec/i.test(name)) return "execution";
  if (action !== undefined && /^ecr:/.test(action)) return "execution";
  return principal === undefined && name === undefined ? undefined : "task";
}

function spelled(action: string | undefined, { spelling }: ActionCatalogue): string | undefined {
  return action === undefined ? undefined : spelling(action.toLowerCase());
}

function cutNote({ isCut }: StoppedReason): string[] {
  return isCut ? ["the message is cut off: 'aws ecs describe-tasks' has more of it, and CloudTrail all"] : [];
}

function foundNotes(
  found: FoundNeed | undefined,
  audits: readonly TaskAudit[],
  roleName: string | undefined,
): string[] {
  if (found?.isAllowed)
    return [
      `the files allow it already (${found.allowedBy.join(", ")}): they are not applied yet, or something that is not in them denies it`,
    ];
  if (found || audits.length === 0) return [];
  return [roleName === undefined ? "no task of the files needs it" : `no task of the files needs it of ${roleName}`];
}

/** Between two accounts both have to allow. */
function otherAccountNote({ principal, resource }: AccessDenied): string[] {
  const [own, owner] = [parseArn(principal ?? "")?.account, parseArn(resource ?? "")?.account];
  return own && owner && own !== owner ? [`${resource} is of account ${owner}, whose policy has to allow it too`] : [];
}

function guessNote(found: FoundNeed | undefined, { during }: StoppedReason): string[] {
  return found || during
    ? []
    : ["which of the two roles it is, is taken from its name: give a plan or a state to be sure"];
}
