import { once } from "node:events";
import { createServer, type Server } from "node:http";

/** Answers 200 while `healthy`, else 503; on loopback, where only the container's own health check can ask. */
export async function serveHealth(port: number, healthy: () => boolean): Promise<Server> {
  const server = createServer((_request, response) => {
    const status = healthy() ? 200 : 503;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ healthy: status === 200 }));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
