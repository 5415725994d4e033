import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** How the agent behaves: as it should, as people saw it fail, or not at all. */
export type AgentBehaviour = "grant" | "deny" | "block" | "stand alone" | "slow" | "nonsense" | "away";

/** What the worker asked for, and when. */
export interface ProtectionCall {
  readonly enabled: boolean;
  readonly expiresInMinutes?: number;
  readonly at: number;
}

const ARN = "arn:aws:ecs:eu-west-1:000000000000:task/local/0f1e2d3c4b5a69788796a5b4c3d2e1f0";

/** What the agent passes on of ECS, by how it behaves. Source: ECS developer guide, task scale-in protection endpoint. */
const FAILURES: Readonly<Partial<Record<AgentBehaviour, object>>> = {
  deny: { error: { Code: "AccessDeniedException", Message: "not authorized to perform ecs:UpdateTaskProtection" } },
  block: { failure: { Arn: ARN, Reason: "DEPLOYMENT_BLOCKED", Detail: "a deployment cannot go on" } },
  "stand alone": { failure: { Arn: ARN, Reason: "TASK_NOT_VALID", Detail: "not started by a service" } },
};

/** Plays the endpoint at which ECS's agent takes a task's wish to be protected. Listens on loopback only. */
export class AgentEndpoint {
  static async start(): Promise<AgentEndpoint> {
    const endpoint = new AgentEndpoint();
    endpoint.server.listen(0, "127.0.0.1");
    await once(endpoint.server, "listening");
    return endpoint;
  }

  behaviour: AgentBehaviour = "grant";
  readonly calls: ProtectionCall[] = [];
  private protectedUntil = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer(async (request, response) => {
      if (this.behaviour === "away") return request.socket.destroy();
      if (request.method !== "PUT" || request.url !== "/api/task/task-protection/v1/state")
        return response.writeHead(404).end();
      let text = "";
      for await (const chunk of request) text += chunk;
      const { ProtectionEnabled: enabled, ExpiresInMinutes: expiresInMinutes } = JSON.parse(text);
      this.calls.push({ enabled, expiresInMinutes, at: Date.now() });
      // A call that is never answered: the worker has to give it up by itself.
      if (this.behaviour === "slow") return;
      if (this.behaviour === "nonsense") return response.end("<html>");
      const failure = FAILURES[this.behaviour];
      if (failure) return response.writeHead(400).end(JSON.stringify(failure));
      this.protectedUntil = enabled ? Date.now() + expiresInMinutes * 60_000 : 0;
      response.end(JSON.stringify({ protection: { ProtectionEnabled: enabled, TaskArn: ARN } }));
    });
  }

  /** What ECS puts into `ECS_AGENT_URI`. */
  get uri(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/task`;
  }

  get isProtected(): boolean {
    return this.protectedUntil > Date.now();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
