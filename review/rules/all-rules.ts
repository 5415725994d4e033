import { administratorAccess } from "./administrator-access";
import { consumerWithoutDelete } from "./consumer-without-delete";
import { containersNotReviewable } from "./containers-not-reviewable";
import { dataLoss } from "./data-loss";
import { ecsTrustWithoutSource } from "./ecs-trust-without-source";
import { executionRoleApplicationPermissions } from "./execution-role-application-permissions";
import { getParameterSingular } from "./get-parameter-singular";
import { kmsAliasResource } from "./kms-alias-resource";
import { logGroupWithoutStreams } from "./log-group-without-streams";
import { oneRoleForBoth } from "./one-role-for-both";
import { openToEveryone } from "./open-to-everyone";
import { passRoleAnywhere } from "./pass-role-anywhere";
import { permissionWidened } from "./permission-widened";
import { plainHttp } from "./plain-http";
import { plainSecret } from "./plain-secret";
import { planIncomplete } from "./plan-incomplete";
import { policyNotReviewable } from "./policy-not-reviewable";
import { privilegeEscalation } from "./privilege-escalation";
import { publicAccess } from "./public-access";
import { retentionCut } from "./retention-cut";
import type { Rule } from "./rule";
import { sharedWithAnotherAccount } from "./shared-with-another-account";
import { taskRoleLaunchPermissions } from "./task-role-launch-permissions";
import { trustOfAnotherAccount } from "./trust-of-another-account";
import { trustOfEveryone } from "./trust-of-everyone";

/** Every rule, in the order of its findings. */
export const RULES: readonly Rule[] = [
  dataLoss,
  retentionCut,
  administratorAccess,
  privilegeEscalation,
  passRoleAnywhere,
  trustOfEveryone,
  openToEveryone,
  publicAccess,
  plainSecret,
  getParameterSingular,
  trustOfAnotherAccount,
  sharedWithAnotherAccount,
  ecsTrustWithoutSource,
  oneRoleForBoth,
  executionRoleApplicationPermissions,
  consumerWithoutDelete,
  kmsAliasResource,
  logGroupWithoutStreams,
  planIncomplete,
  policyNotReviewable,
  containersNotReviewable,
  permissionWidened,
  taskRoleLaunchPermissions,
  plainHttp,
];
