import { coordinates } from "../matrix-coordinates";
import type { AttachmentChange, Permission, PermissionChange, Report, Witness } from "../report";
import { bySubject } from "../sections";
import {
  attachmentPhrase,
  attachmentSentence,
  changePhrase,
  conditionText,
  gainText,
  patternText,
  permissionPhrase,
  permissionSentence,
  shortened,
} from "../sentences";
import { type Entry, type Fact, facts, type Group, type Mark, type Section } from "./document";
import type { FindingIndex } from "./finding-index";
import { LazyEntry } from "./lazy-entry";

/** Who may do more or less, subject by subject. */
export function permissionSection({ permissions, attachments }: Report, index: FindingIndex): Section {
  const changes = bySubject<PermissionChange | AttachmentChange>([...permissions, ...attachments]);
  const groups = [...changes].map(
    ([title, own]): Group => ({
      title,
      entries: own.map((change) => ("policy" in change ? attachment(change, index) : permission(change, index))),
    }),
  );
  return {
    kind: "permissions",
    title: "Permissions",
    count: permissions.length + attachments.length,
    isOpen: true,
    groups,
  };
}

/** What a change does to who may do what. What guards something new takes nothing from anyone. */
export function changeMark(change: PermissionChange | AttachmentChange): Mark {
  if (change.guards) return "guard";
  if ("withoutEffect" in change && change.withoutEffect !== undefined) return "no effect";
  return change.opens ? "more" : "less";
}

function permission(change: PermissionChange, index: FindingIndex): Entry {
  const [where = ""] = change.where;
  return new LazyEntry(
    changeMark(change),
    changePhrase(change).replace(/:$/, ""),
    coordinates(change),
    change.actions.map(({ pattern }) => pattern),
    () => [...story(change), ...index.facts({ id: "permission-widened", where, what: permissionSentence(change) })],
  );
}

/** Who, what, on what, when, before, after, by which request it shows, and where it is written. */
function story(change: PermissionChange): readonly Fact[] {
  const { principals, actions, resources, conditions, effect, others, witness, withoutEffect, unproven } = change;
  const isMore = change.change === "added" || change.change === "widened";
  return facts(
    [effect === "Deny" ? "must not" : "may", shortened(actions.map(patternText)), "code"],
    ["on", shortened(resources.map(patternText)), "code"],
    ["who", shortened(principals.map(patternText)), "code"],
    ["if", conditions.map(conditionText), "code"],
    [gainLabel(change), gainText(change), "words"],
    [isMore ? "before" : "now", otherSides(others), "code"],
    ["proof", witness ? witnessTexts(witness, change) : [], "code"],
    ["since", withoutEffect === undefined ? [] : [withoutEffect], "words"],
    ["unproven", unproven === undefined ? [] : [unproven], "words"],
    ["where", change.where, "code"],
  );
}

/** What the number of actions is: of a whole statement, or of a difference. */
function gainLabel({ effect, change }: PermissionChange): string {
  if (effect === "Deny" || change === "added" || change === "removed") return "that is";
  return change === "widened" ? "gains" : "loses";
}

function otherSides(others: readonly Permission[]): readonly string[] {
  return shortened(others.map((other) => permissionPhrase(other).trim() || "the same"));
}

/** A request that shows it: what it is, and the keys of it that matter, spelled as the policy does. */
function witnessTexts({ principal, action, resource, context }: Witness, change: PermissionChange): readonly string[] {
  const { place, conditions, others } = change;
  const written = [conditions, ...others.map((other) => other.conditions)].flat().map(({ key }) => key);
  const keys = Object.entries(context).map(([key, value]) => {
    const spelled = written.find((each) => each.toLowerCase() === key) ?? key;
    return `${spelled} = ${[value].flat().join(", ")}`;
  });
  const on = place === "trust" ? "" : ` on ${/^arn:+$/.test(resource) ? "anything" : resource}`;
  return [
    `${action === "*" ? "any action" : action}${on}${principal === undefined ? "" : ` by ${principal}`}`,
    ...keys,
  ];
}

function attachment(change: AttachmentChange, index: FindingIndex): Entry {
  return {
    mark: changeMark(change),
    heading: attachmentPhrase(change),
    facts: [
      ...facts(["policy", [change.policy], "code"], ["where", [change.where], "code"]),
      ...index.facts({ id: "permission-widened", where: change.where, what: attachmentSentence(change) }),
    ],
    cells: coordinates(change),
  };
}
