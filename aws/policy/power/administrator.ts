import type { Clause } from "../clause";
import type { Region } from "../region";
import { mayDo, type Power } from "./may-do";

/** Powers of services far apart: who has them all by grants of every action is an administrator, whatever few are left out. */
const EVERYTHING: readonly Power[] = [
  { action: "iam:attachrolepolicy", to: { service: "iam", resource: "role/stranger739" } },
  { action: "iam:createuser", to: { service: "iam", resource: "user/stranger739" } },
  { action: "s3:getobject", to: { service: "s3", resource: "stranger739/object" } },
  { action: "ec2:terminateinstances", to: { service: "ec2", resource: "instance/i-0739173917391739a" } },
  { action: "kms:decrypt", to: { service: "kms", resource: "key/73917391-7391-7391-7391-739173917391" } },
];

/** Whether an identity may do everything, or all but a few things, in its account. */
export function isAdministrator(identity: readonly Clause[], boundary?: readonly Clause[]): boolean {
  const sweeping = identity.filter(({ effect, actions }) => effect === "Deny" || actions.some(isSweeping));
  if (sweeping.every(({ effect }) => effect === "Deny")) return false;
  return EVERYTHING.every((power) => mayDo(sweeping, power, boundary));
}

function isSweeping({ include }: Region): boolean {
  return /^\*+$/.test(include);
}
