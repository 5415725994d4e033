import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { ConfigurationError } from "./configuration";

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another process listens there",
  EACCES: "this user may not listen there",
};

/**
 * Answers 200 while `healthy`, else 503; on loopback, where only the container's own health check can ask. A port that is
 * taken, or that this user may not listen on, is a `ConfigurationError`.
 */
export async function serveHealth(port: number, healthy: () => boolean): Promise<Server> {
  const server = createServer((_request, response) => {
    const status = healthy() ? 200 : 503;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ healthy: status === 200 }));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    const reason = REASONS[error.code ?? ""];
    if (reason === undefined) throw error;
    throw new ConfigurationError([`HEALTH_PORT must be a port to listen on, got ${port}: ${reason}`]);
  });
  return server;
}
