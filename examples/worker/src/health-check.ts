/** What the health check runs inside the container: asks the worker, and exits 0 when it is healthy, else 1. */
const port = process.env.HEALTH_PORT ?? "8080";

fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(4_000) }).then(
  ({ ok }) => process.exit(ok ? 0 : 1),
  () => process.exit(1),
);
