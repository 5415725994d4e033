import { explain } from "../aws/policy/evaluate/explain";
import { patternCovers } from "../aws/policy/pattern";
import { ARNS } from "../aws/policy/region";
import { grantedTo } from "./granted";
import { describeRequest } from "./permission-request";
import { Permissions } from "./permissions";
import { requestedBy, type SdkCall } from "./sdk-call";
import { TestingError } from "./testing-error";

/** What a client of the AWS SDK for JavaScript, version 3, has for others to join in. */
export interface WatchableClient {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: { input: object }) => Promise<unknown>,
        context: { readonly clientName?: string; readonly commandName?: string },
      ) => (args: { input: object }) => Promise<unknown>,
      options: { readonly step: "initialize"; readonly name: string; readonly priority: "high" },
    ): void;
  };
}

export interface RoleUseOptions {
  /** `task`, `execution`, or a role by its name, address or ARN. @default "task" */
  readonly role?: string;
  /**
   * What a call asks of AWS, where it is not known here: for services other than SQS, SNS, S3 and DynamoDB.
   * @default - what is known here
   */
  readonly requestOf?: (call: SdkCall) => { readonly action: string; readonly resource: string } | undefined;
}

/** A grant that was never used. */
export interface UnusedGrant {
  /** The statement that grants it. */
  readonly by: string;
  readonly action: string;
  readonly resource: string;
}

/**
 * Judges each call of a test by a role's synthesized policies: a call that AWS would deny fails where it is made, and what
 * was granted and never used is told at the end.
 */
export class RoleUse {
  private readonly permissions: Permissions;
  private readonly used: { readonly action: string; readonly resource: string }[] = [];

  constructor(
    source: unknown,
    private readonly options: RoleUseOptions = {},
  ) {
    this.permissions = Permissions.of(source);
  }

  /** Joins in a client: from now on each of its calls is judged before it is made. Gives the client back. */
  watch<T extends object>(client: T): T {
    (client as unknown as WatchableClient).middlewareStack.add(
      (next, { clientName = "", commandName = "" }) =>
        (args) => {
          this.judge({
            service: clientName.replace(/Client$/, ""),
            operation: commandName.replace(/Command$/, ""),
            input: args.input as SdkCall["input"],
          });
          return next(args);
        },
      { step: "initialize", name: "roleUse", priority: "high" },
    );
    return client;
  }

  /** Judges one call, for clients of other makers. */
  judge(call: SdkCall): void {
    const { role = "task", requestOf } = this.options;
    const asked = requestOf?.(call) ?? requestedBy(call, this.permissions.world.location);
    if (asked === undefined)
      throw new TestingError(
        `what ${call.service} ${call.operation} asks of AWS is not known here: give 'requestOf', which says its action and its resource`,
      );
    const request = { role, ...asked };
    const { decision, because } = this.permissions.decide(request);
    if (decision === "denied") throw new TestingError(`${describeRequest(request)}: ${explain(because)}`);
    this.used.push(asked);
  }

  /** What the role's own policies grant and no call has used. */
  unused(): readonly UnusedGrant[] {
    const { role = "task" } = this.options;
    return grantedTo(this.permissions, { role })
      .filter((grant) => !this.used.some((call) => covers(grant, call)))
      .map(({ by, action, resource }) => ({ by, action, resource }));
  }

  /** The same as text, a line each. */
  report(): string {
    const unused = this.unused();
    const lines = unused.map(({ by, action, resource }) => `${by} grants ${action} on ${resource}, which no call used`);
    return unused.length === 0 ? "every grant was used" : lines.join("\n");
  }
}

function covers(grant: UnusedGrant, call: { readonly action: string; readonly resource: string }): boolean {
  return (
    patternCovers(grant.action.toLowerCase(), call.action.toLowerCase()) && ARNS.covers(grant.resource, call.resource)
  );
}
