import { problem } from "../../aws/messages";
import { by } from "../../aws/text-order";
import { integer, matching, oneOf, type RulesOf, shape } from "../validation/rules";
import type { ContainerContext } from "./container-context";

/** A port, or a range of ports, that a container listens on. */
export interface Port {
  /** 1 to 65535. Give this or `containerPortRange`. */
  readonly containerPort?: number;
  /** A range such as `8000-8010`, for `awsvpc` and `bridge`. */
  readonly containerPortRange?: string;
  /**
   * The port on the host. Under `awsvpc` and `host` it is the container's own.
   * @default - under `bridge`, one that Docker chooses (0)
   */
  readonly hostPort?: number;
  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";
  /**
   * The name that Service Connect and VPC Lattice know the port by; 1 to 64 lower-case letters, digits, `_` or `-`.
   * @default - none
   */
  readonly name?: string;
  /**
   * What Service Connect may take the traffic for. Needs a `name`.
   * @default - TCP
   */
  readonly appProtocol?: "http" | "http2" | "grpc";
}

export const portRules: RulesOf<Port> = {
  containerPort: integer(1, 65_535),
  containerPortRange: matching(/^\d{1,5}-\d{1,5}$/, "be a range such as 8000-8010"),
  hostPort: integer(0, 65_535),
  protocol: oneOf(["tcp", "udp"]),
  name: matching(/^[a-z0-9][a-z0-9_-]{0,63}$/, "be 1 to 64 lower-case letters, digits, _ or -"),
  appProtocol: oneOf(["http", "http2", "grpc"]),
};
export const portRule = shape<Port>(portRules);

export function renderPorts(ports: readonly Port[], context: ContainerContext, at: string): readonly object[] {
  const { networkMode } = context.platform;
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const place = `${at}.${port.name ?? index}`;
    const key = `${port.containerPort ?? port.containerPortRange}/${port.protocol ?? "tcp"}`;
    context.check(!seen.has(key), problem(place, "be a port of its own", key, "each port is listed once"));
    seen.add(key);
    checkPort(port, context, place);
  }
  return ports
    .map((port) => renderPort(port, networkMode))
    .sort(by((port) => `${String(port.containerPort ?? port.containerPortRange).padStart(5, "0")}/${port.protocol}`));
}

function checkPort(port: Port, context: ContainerContext, at: string): void {
  const { networkMode } = context.platform;
  const { containerPort, containerPortRange, hostPort } = port;
  context.check(
    (containerPort === undefined) !== (containerPortRange === undefined),
    problem(at, "have either a containerPort or a containerPortRange", containerPort ?? containerPortRange),
  );
  if (containerPortRange !== undefined) {
    const [first = 0, last = 0] = containerPortRange.split("-").map(Number);
    context.check(
      first >= 1 && first < last && last <= 65_535,
      problem(`${at}.containerPortRange`, "go up, from at least 1 to at most 65535", containerPortRange),
    );
    context.check(hostPort === undefined, problem(`${at}.hostPort`, "not be set beside a range", hostPort));
    context.check(
      networkMode !== "host",
      problem(`${at}.containerPortRange`, "be used with awsvpc or bridge", networkMode),
    );
  }
  if (["awsvpc", "host"].includes(networkMode) && hostPort !== undefined && containerPort !== undefined) {
    context.check(
      hostPort === containerPort,
      problem(`${at}.hostPort`, `be the containerPort ${containerPort} under ${networkMode}`, hostPort, "leave it out"),
    );
  }
  context.check(
    port.appProtocol === undefined || port.name !== undefined,
    problem(`${at}.appProtocol`, "stand beside a name", port.appProtocol, "name the port"),
  );
}

interface RenderedPort {
  readonly containerPort?: number;
  readonly containerPortRange?: string;
  readonly hostPort?: number;
  readonly protocol: string;
  readonly name?: string;
  readonly appProtocol?: string;
}

function renderPort(
  { containerPort, containerPortRange, hostPort, protocol = "tcp", name, appProtocol }: Port,
  networkMode: string,
): RenderedPort {
  if (containerPortRange !== undefined) return { containerPortRange, protocol, name, appProtocol };
  const sameOnHost = networkMode === "awsvpc" || networkMode === "host";
  return { containerPort, hostPort: sameOnHost ? containerPort : (hostPort ?? 0), protocol, name, appProtocol };
}
