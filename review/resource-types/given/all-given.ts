import { DATA_GIVEN } from "./data-given";
import type { GivenByTypes } from "./given";
import { IDENTITY_GIVEN } from "./identity-given";
import { ROLES_GIVEN } from "./roles-given";
import { SHARING_GIVEN } from "./sharing-given";

/** What each resource type gives somebody without a policy. Source: the AWS provider's documentation, 5.100. */
export const GIVEN_BY: GivenByTypes = { ...IDENTITY_GIVEN, ...ROLES_GIVEN, ...SHARING_GIVEN, ...DATA_GIVEN };
