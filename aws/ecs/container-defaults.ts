import { HEALTH_CHECK_LIMITS } from "./container-limits";

/** What AWS fills in where a container says nothing. Source: ECS API reference, ContainerDefinition. */
export const CONTAINER_DEFAULTS = { cpu: 0, essential: true } as const;

/** The same for a health check; seconds. */
export const HEALTH_CHECK_DEFAULTS = {
  interval: HEALTH_CHECK_LIMITS.intervalSeconds.fallback,
  timeout: HEALTH_CHECK_LIMITS.timeoutSeconds.fallback,
  retries: HEALTH_CHECK_LIMITS.retries.fallback,
  startPeriod: 0,
} as const;

/** The same for a port mapping. Source: ECS API reference, PortMapping. */
export const PORT_DEFAULTS = { protocol: "tcp" } as const;
