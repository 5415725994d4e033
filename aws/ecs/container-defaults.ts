/** What AWS fills in where a container says nothing. Source: ECS API reference, ContainerDefinition. */
export const CONTAINER_DEFAULTS = { cpu: 0, essential: true } as const;

/** The same for a health check; seconds. Source: ECS API reference, HealthCheck. */
export const HEALTH_CHECK_DEFAULTS = { interval: 30, timeout: 5, retries: 3, startPeriod: 0 } as const;

/** The same for a port mapping. Source: ECS API reference, PortMapping. */
export const PORT_DEFAULTS = { protocol: "tcp" } as const;
