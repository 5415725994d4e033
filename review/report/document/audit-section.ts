import type { ExcessGrant, ExplainedNeed, LackingNeed, RoleKind, TaskAudit } from "../audit";
import { auditTitle, excessSentence, lackSentence, reasonTexts, roleNames, stopsTheStart } from "../audit-sentences";
import type { Report } from "../report";
import { type Entry, facts, type Group, type Section } from "./document";
import type { FindingIndex } from "./finding-index";

/** What each task lacks, has in excess, and cannot be judged for. */
export function auditSection({ audits = [], explains = false }: Report, index: FindingIndex): Section {
  const groups = audits.map(
    (audit): Group => ({
      title: auditTitle(audit),
      facts: facts(["where", [audit.where], "code"], ["roles", roleNames(audit), "words"]),
      entries: [
        ...audit.lacks.map((lack) => lacking(audit, lack, index)),
        ...audit.inExcess.map((grant) => inExcess(audit, grant, index)),
        ...(explains ? audit.explained : []).map(explained),
        ...audit.cannotSay.map(({ what, why }): Entry => ({ mark: "unknown", heading: `${what}: ${why}`, facts: [] })),
      ],
    }),
  );
  return { kind: "audit", title: "Audit", count: audits.length, isOpen: true, groups };
}

function lacking(audit: TaskAudit, lack: LackingNeed, index: FindingIndex): Entry {
  const id = stopsTheStart(lack) ? "task-cannot-start" : "task-role-lacks";
  return {
    mark: "lacks",
    heading: `what ${reasonTexts(lack).join(", ")} needs of the ${lack.role} role`,
    cells: cells(audit, lack.role, lack.actions),
    actions: lack.actions,
    facts: [
      ...facts(
        ["needs", lack.actions, "code"],
        ["on", [lack.resource], "code"],
        ["why", [lack.why], "words"],
        ["ECS says", [lack.message], "words"],
      ),
      ...index.facts({ id, where: audit.where, what: lackSentence(audit, lack) }),
    ],
  };
}

/** The cells of the matrix: which role, and the services of what it lacks or has. */
function cells({ executionRole, taskRole }: TaskAudit, role: RoleKind, actions: readonly string[]): Entry["cells"] {
  const { name = "that is missing" } = (role === "execution" ? executionRole : taskRole) ?? {};
  return [...new Set(actions.map((action) => action.split(":")[0] ?? action))].map((service) => [
    `${role} role ${name}`,
    service === "*" ? "every service" : service,
  ]);
}

function inExcess(audit: TaskAudit, grant: ExcessGrant, index: FindingIndex): Entry {
  const where = audit.executionRole?.where ?? audit.where;
  return {
    mark: "in excess",
    heading: `of the ${grant.role} role: no task needs it`,
    cells: cells(audit, grant.role, grant.actions),
    actions: grant.actions,
    facts: [
      ...facts(["may", grant.actions, "code"], ["on", [grant.resource], "code"], ["by", [grant.allowedBy], "code"]),
      ...(grant.role === "execution"
        ? index.facts({ id: "execution-role-excess", where, what: excessSentence(audit, grant) })
        : []),
    ],
  };
}

function explained(need: ExplainedNeed): Entry {
  return {
    mark: "allowed",
    heading: `what ${reasonTexts(need).join(", ")} needs of the ${need.role} role`,
    facts: facts(["may", need.actions, "code"], ["on", [need.resource], "code"], ["by", need.allowedBy, "code"]),
  };
}
