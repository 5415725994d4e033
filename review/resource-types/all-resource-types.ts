import { APPLICATION_TYPES } from "./application";
import { CLOUD_CONTROL_TYPES } from "./cloud-control";
import { DATABASE_TYPES } from "./databases";
import { ENCRYPTION_TYPES } from "./encryption";
import { IDENTITY_TYPES } from "./identity";
import { MESSAGING_TYPES } from "./messaging";
import { NETWORK_TYPES } from "./network";
import { OBSERVABILITY_TYPES } from "./observability";
import type { ResourceType } from "./resource-type";
import { STORAGE_TYPES } from "./storage";

const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map(
  [
    APPLICATION_TYPES,
    CLOUD_CONTROL_TYPES,
    DATABASE_TYPES,
    ENCRYPTION_TYPES,
    IDENTITY_TYPES,
    MESSAGING_TYPES,
    NETWORK_TYPES,
    OBSERVABILITY_TYPES,
    STORAGE_TYPES,
  ].flatMap((types) => Object.entries(types)),
);

const UNKNOWN: ResourceType = {};

/** What a review knows of a resource type: nothing of most. */
export function resourceType(type: string): ResourceType {
  return RESOURCE_TYPES.get(type) ?? UNKNOWN;
}

/** The resource types that are subjects of a kind. */
export function typesOf(kind: string): readonly string[] {
  return [...RESOURCE_TYPES].flatMap(([type, { subject }]) => (subject?.kind === kind ? [type] : []));
}
