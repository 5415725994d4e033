import { PORT_DEFAULTS } from "../../aws/ecs/container-defaults";
import { problem } from "../../aws/messages";
import { by } from "../../aws/text-order";
import { both, integer, list, matching, oneOf, type Rule, type RulesOf, shape } from "../validation/rules";
import type { ContainerPlace } from "./container-place";

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

const portRules: RulesOf<Port> = {
  containerPort: integer(1, 65_535),
  containerPortRange: matching(/^\d{1,5}-\d{1,5}$/, "be a range such as 8000-8010"),
  hostPort: integer(0, 65_535),
  protocol: oneOf(["tcp", "udp"]),
  name: matching(/^[a-z0-9][a-z0-9_-]{0,63}$/, "be 1 to 64 lower-case letters, digits, _ or -"),
  appProtocol: oneOf(["http", "http2", "grpc"]),
};
export function portsRule({ networkMode }: ContainerPlace): Rule {
  return both(list(shape<Port>(portRules)), (value, at) => {
    const ports = value as readonly Port[];
    const keys = ports.map(
      ({ containerPort, containerPortRange, protocol = PORT_DEFAULTS.protocol }) =>
        `${containerPort ?? containerPortRange}/${protocol}`,
    );
    return ports.flatMap((port, index) => {
      const place = `${at}.${port.name ?? index}`;
      const key = keys[index] ?? "";
      const isRepeated = keys.indexOf(key) < index;
      return [
        ...(isRepeated ? [problem(place, "be a port of its own", key, "each port is listed once")] : []),
        ...portProblems(port, networkMode, place),
      ];
    });
  });
}

function portProblems(port: Port, networkMode: string, at: string): readonly string[] {
  const { containerPort, containerPortRange, hostPort } = port;
  const isOwn = ["awsvpc", "host"].includes(networkMode) && hostPort !== undefined && containerPort !== undefined;
  return [
    ...((containerPort === undefined) === (containerPortRange === undefined)
      ? [problem(at, "have either a containerPort or a containerPortRange", containerPort ?? containerPortRange)]
      : []),
    ...(containerPortRange === undefined ? [] : rangeProblems(containerPortRange, hostPort, networkMode, at)),
    ...(isOwn && hostPort !== containerPort
      ? [
          problem(
            `${at}.hostPort`,
            `be the containerPort ${containerPort} under ${networkMode}`,
            hostPort,
            "leave it out",
          ),
        ]
      : []),
    ...(port.appProtocol !== undefined && port.name === undefined
      ? [problem(`${at}.appProtocol`, "stand beside a name", port.appProtocol, "name the port")]
      : []),
  ];
}

function rangeProblems(
  range: string,
  hostPort: number | undefined,
  networkMode: string,
  at: string,
): readonly string[] {
  const [first = 0, last = 0] = range.split("-").map(Number);
  const goesUp = first >= 1 && first < last && last <= 65_535;
  return [
    ...(goesUp ? [] : [problem(`${at}.containerPortRange`, "go up, from at least 1 to at most 65535", range)]),
    ...(hostPort === undefined ? [] : [problem(`${at}.hostPort`, "not be set beside a range", hostPort)]),
    ...(networkMode === "host"
      ? [problem(`${at}.containerPortRange`, "be used with awsvpc or bridge", networkMode)]
      : []),
  ];
}

export function renderPorts(ports: readonly Port[], { networkMode }: ContainerPlace): readonly object[] {
  return ports
    .map((port) => renderPort(port, networkMode))
    .sort(by((port) => `${String(port.containerPort ?? port.containerPortRange).padStart(5, "0")}/${port.protocol}`));
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
  { containerPort, containerPortRange, hostPort, protocol = PORT_DEFAULTS.protocol, name, appProtocol }: Port,
  networkMode: string,
): RenderedPort {
  if (containerPortRange !== undefined) return { containerPortRange, protocol, name, appProtocol };
  const sameOnHost = networkMode === "awsvpc" || networkMode === "host";
  return { containerPort, hostPort: sameOnHost ? containerPort : (hostPort ?? 0), protocol, name, appProtocol };
}
