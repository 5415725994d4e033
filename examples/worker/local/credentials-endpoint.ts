import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isSignedWith, readAuthorization, type SignedRequest } from "./signature";

export interface CredentialsEndpointProps {
  readonly roleArn: string;
  /** How long a key is the role's current one. @default 21600, the six hours of ECS */
  readonly rotateEverySeconds?: number;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  /** From here on another key is the role's current one, unless the endpoint is away. */
  readonly rotatesAt: number;
}

const SIX_HOURS = 21_600;
/** What a key outlives its rotation by, as it is told to the worker. */
const OVERLAP_MILLISECONDS = 1_000;
/** What a request may take from being signed to being seen. */
const TRANSIT_MILLISECONDS = 2_000;

/**
 * Plays the endpoint at which ECS hands a container its task role's credentials, and knows which key a request may be signed
 * with: the role's current one, or for a moment the one before. Listens on loopback only.
 */
export class CredentialsEndpoint {
  static async start(props: CredentialsEndpointProps): Promise<CredentialsEndpoint> {
    const endpoint = new CredentialsEndpoint(props);
    endpoint.server.listen(0, "127.0.0.1");
    await once(endpoint.server, "listening");
    return endpoint;
  }

  /** While true, every connection is cut. The role keeps its key meanwhile: nobody could be told of another. */
  away = false;
  /** How many keys the role has had. */
  rotations = 0;
  /** The keys that requests were signed with. */
  readonly keysUsed = new Set<string>();
  private readonly server: Server;
  private readonly path = `/v2/credentials/${randomUUID()}`;
  private readonly lifetimeMilliseconds: number;
  private current: Credentials;
  private previous: Credentials | undefined;

  private constructor(private readonly props: CredentialsEndpointProps) {
    this.lifetimeMilliseconds = (props.rotateEverySeconds ?? SIX_HOURS) * 1_000;
    this.current = this.issue();
    this.server = createServer((request, response) => {
      if (this.away) return request.socket.destroy();
      if (request.url !== this.path) return response.writeHead(404).end();
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(this.answer()));
    });
  }

  /** What ECS puts into `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  get uri(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.path}`;
  }

  /** What is wrong with the signature of a request, if anything is. */
  problemOf(request: SignedRequest): string | undefined {
    this.rotate();
    const authorization = readAuthorization(request.headers);
    if (!authorization) return "not signed";
    const { accessKeyId } = authorization;
    const signer = [this.current, this.previous].find((each) => each?.accessKeyId === accessKeyId);
    if (!signer) return `signed with ${accessKeyId}, which is not the role's`;
    if (signer.token !== request.headers["x-amz-security-token"]) return `signed for another session of ${accessKeyId}`;
    if (!isSignedWith(signer.secretAccessKey, request, authorization))
      return `not signed with the secret of ${accessKeyId}`;
    this.keysUsed.add(accessKeyId);
    const late = Date.now() - signer.rotatesAt - OVERLAP_MILLISECONDS - TRANSIT_MILLISECONDS;
    return late > 0 ? `signed with ${accessKeyId}, ${late} ms after it was over` : undefined;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }

  private rotate(): void {
    if (this.away || Date.now() < this.current.rotatesAt) return;
    this.previous = this.current;
    this.current = this.issue();
  }

  private issue(): Credentials {
    this.rotations += 1;
    return {
      accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString("base64"),
      token: randomBytes(96).toString("base64"),
      rotatesAt: Date.now() + this.lifetimeMilliseconds,
    };
  }

  private answer(): object {
    this.rotate();
    const { accessKeyId, secretAccessKey, token, rotatesAt } = this.current;
    return {
      RoleArn: this.props.roleArn,
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: token,
      Expiration: new Date(rotatesAt + OVERLAP_MILLISECONDS).toISOString(),
    };
  }
}
