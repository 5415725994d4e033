import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers, on loopback, the one question the AWS provider asks before it plans: whose credentials these are. */
export class IdentityEndpoint {
  private readonly server: Server;

  constructor(account: string) {
    this.server = createServer((request, response) => {
      request.resume().on("end", () => response.setHeader("content-type", "text/xml").end(identityOf(account)));
    });
  }

  /** Starts it unless it runs, and gives the environment that makes the provider ask it. */
  async start(): Promise<NodeJS.ProcessEnv> {
    if (!this.server.listening) await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const { port } = this.server.address() as AddressInfo;
    return {
      AWS_ACCESS_KEY_ID: "offline",
      AWS_SECRET_ACCESS_KEY: "offline",
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
    };
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function identityOf(account: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/deployer</Arn><UserId>deployer</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
}
