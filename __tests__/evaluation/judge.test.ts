import { judge } from "./judge";
import { environmentPolicies } from "./permission-case";

const dev = environmentPolicies("dev");
const decrypt = {
  who: "executionRole",
  action: "kms:Decrypt",
  resource: "arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555",
  context: {
    "kms:ResourceAliases": ["alias/my-service-dev"],
    "kms:ViaService": "ssm.eu-west-1.amazonaws.com",
    "kms:EncryptionContext:PARAMETER_ARN":
      "arn:aws:ssm:eu-west-1:000000000000:parameter/my-service/dev/database-password",
  },
};

describe("the judge of a case", () => {
  test("fails a case in which the simulator ignores a context key", async () => {
    await expect(judge(decrypt, dev)).rejects.toThrow("ignores kms:EncryptionContext:PARAMETER_ARN for kms:Decrypt");
  });

  test("has such a case judged by the plain evaluator where it says so", async () => {
    const verdict = { answer: "allowed", by: "execution role policy: KMSDecryptParametersWithKey" };
    expect(await judge({ ...decrypt, evaluator: "plain" }, dev)).toEqual(verdict);
  });

  test("fails a misspelt context key, which would otherwise only ever deny", async () => {
    const request = { who: "taskRole", action: "sqs:SendMessage", context: { "aws:SecureTransports": "true" } };
    const resource = "arn:aws:sqs:eu-west-1:000000000000:dev-pending-queue";
    await expect(judge({ ...request, resource }, dev)).rejects.toThrow("ignores aws:SecureTransports");
  });

  test.each([
    ["an action that AWS does not have", "sqs:RecieveMessage", "arn:aws:sqs:eu-west-1:000000000000:dev-pending-queue"],
    ["a resource of another type", "sqs:SendMessage", "arn:aws:s3:::dev-pending-queue"],
    ["a resource for an action that takes none", "ecr:GetAuthorizationToken", "arn:aws:ecr:eu-west-1:0:repository/x"],
    ["more than one resource", "sqs:SendMessage", "arn:aws:sqs:eu-west-1:000000000000:dev-*"],
  ])("fails a case about %s", async (_, action, resource) => {
    await expect(judge({ who: "taskRole", action, resource }, dev)).rejects.toThrow(action);
  });
});
