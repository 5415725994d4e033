import { administratorAccess } from "../rules/administrator-access";
import { consumerWithoutDelete } from "../rules/consumer-without-delete";
import { containersNotReviewable } from "../rules/containers-not-reviewable";
import { dataLoss } from "../rules/data-loss";
import { ecsTrustWithoutSource } from "../rules/ecs-trust-without-source";
import { executionRoleApplicationPermissions } from "../rules/execution-role-application-permissions";
import { getParameterSingular } from "../rules/get-parameter-singular";
import { kmsAliasResource } from "../rules/kms-alias-resource";
import { logGroupWithoutStreams } from "../rules/log-group-without-streams";
import { oneRoleForBoth } from "../rules/one-role-for-both";
import { openToEveryone } from "../rules/open-to-everyone";
import { passRoleAnywhere } from "../rules/pass-role-anywhere";
import { permissionWidened } from "../rules/permission-widened";
import { plainHttp } from "../rules/plain-http";
import { plainSecret } from "../rules/plain-secret";
import { planIncomplete } from "../rules/plan-incomplete";
import { policyNotReviewable } from "../rules/policy-not-reviewable";
import { privilegeEscalation } from "../rules/privilege-escalation";
import { publicAccess } from "../rules/public-access";
import { queueWithoutPolicy } from "../rules/queue-without-policy";
import { retentionCut } from "../rules/retention-cut";
import { sharedWithAnotherAccount } from "../rules/shared-with-another-account";
import { taskRoleLaunchPermissions } from "../rules/task-role-launch-permissions";
import { trustOfAnotherAccount } from "../rules/trust-of-another-account";
import { trustOfEveryone } from "../rules/trust-of-everyone";
import type { Rule } from "./rule";

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
  queueWithoutPolicy,
];
