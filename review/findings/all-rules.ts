import { applyWillFail } from "../rules/apply/apply-will-fail";
import { leftWithoutPolicy } from "../rules/apply/left-without-policy";
import { oneThingAtTwoAddresses } from "../rules/apply/one-thing-at-two-addresses";
import { roleInUse } from "../rules/apply/role-in-use";
import { twoOwnersOfOnePolicy } from "../rules/apply/two-owners-of-one-policy";
import { administratorAccess } from "../rules/identity/administrator-access";
import { consumerWithoutDelete } from "../rules/identity/consumer-without-delete";
import { kmsAliasResource } from "../rules/identity/kms-alias-resource";
import { limitLifted } from "../rules/identity/limit-lifted";
import { logGroupWithoutStreams } from "../rules/identity/log-group-without-streams";
import { passRoleAnywhere } from "../rules/identity/pass-role-anywhere";
import { permissionWidened } from "../rules/identity/permission-widened";
import { privilegeEscalation } from "../rules/identity/privilege-escalation";
import { readsEverything } from "../rules/identity/reads-everything";
import { roleExchanged } from "../rules/identity/role-exchanged";
import { dataLoss } from "../rules/loss/data-loss";
import { retentionCut } from "../rules/loss/retention-cut";
import { actionInvoked } from "../rules/outside/action-invoked";
import { attachedByHand } from "../rules/outside/attached-by-hand";
import { checkFails } from "../rules/outside/check-fails";
import { comesUnderTerraform } from "../rules/outside/comes-under-terraform";
import { noLongerManaged } from "../rules/outside/no-longer-managed";
import { givenWithoutPolicy } from "../rules/resource/given-without-policy";
import { openToEveryone } from "../rules/resource/open-to-everyone";
import { plainHttp } from "../rules/resource/plain-http";
import { publicAccess } from "../rules/resource/public-access";
import { queueWithoutPolicy } from "../rules/resource/queue-without-policy";
import { serviceWithoutSource } from "../rules/resource/service-without-source";
import { sharedWithAnotherAccount } from "../rules/resource/shared-with-another-account";
import { executionRoleApplicationPermissions } from "../rules/task/execution-role-application-permissions";
import { executionRoleExcess } from "../rules/task/execution-role-excess";
import { oldRevisionNeeds } from "../rules/task/old-revision-needs";
import { oneRoleForBoth } from "../rules/task/one-role-for-both";
import { plainSecret } from "../rules/task/plain-secret";
import { taskCannotStart } from "../rules/task/task-cannot-start";
import { taskRoleLacks } from "../rules/task/task-role-lacks";
import { taskRoleLaunchPermissions } from "../rules/task/task-role-launch-permissions";
import { ecsTrustWithoutSource } from "../rules/trust/ecs-trust-without-source";
import { federatedTrust } from "../rules/trust/federated-trust";
import { trustOfAnotherAccount } from "../rules/trust/trust-of-another-account";
import { trustOfEveryone } from "../rules/trust/trust-of-everyone";
import { containersNotReviewable } from "../rules/unseen/containers-not-reviewable";
import { planIncomplete } from "../rules/unseen/plan-incomplete";
import { policyNotReviewable } from "../rules/unseen/policy-not-reviewable";
import { policyOfUnknownKind } from "../rules/unseen/policy-of-unknown-kind";
import type { Rule } from "./rule";

/** Every rule, in the order of its findings. */
export const RULES: readonly Rule[] = [
  leftWithoutPolicy,
  oneThingAtTwoAddresses,
  roleInUse,
  oldRevisionNeeds,
  twoOwnersOfOnePolicy,
  applyWillFail,
  dataLoss,
  retentionCut,
  administratorAccess,
  privilegeEscalation,
  passRoleAnywhere,
  readsEverything,
  trustOfEveryone,
  openToEveryone,
  publicAccess,
  plainSecret,
  taskCannotStart,
  trustOfAnotherAccount,
  sharedWithAnotherAccount,
  federatedTrust,
  ecsTrustWithoutSource,
  serviceWithoutSource,
  oneRoleForBoth,
  executionRoleApplicationPermissions,
  executionRoleExcess,
  taskRoleLacks,
  consumerWithoutDelete,
  kmsAliasResource,
  logGroupWithoutStreams,
  planIncomplete,
  policyNotReviewable,
  policyOfUnknownKind,
  containersNotReviewable,
  limitLifted,
  permissionWidened,
  givenWithoutPolicy,
  roleExchanged,
  taskRoleLaunchPermissions,
  plainHttp,
  queueWithoutPolicy,
  attachedByHand,
  checkFails,
  actionInvoked,
  comesUnderTerraform,
  noLongerManaged,
];
