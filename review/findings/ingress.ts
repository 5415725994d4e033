import { isLargeNetwork } from "../../aws/policy/stranger/large-network";
import type { Values } from "../plan/plan";
import { type Moment, type ResourceChange, shownValue } from "../plan/resource-change";

/** Ports that a firewall opens to the internet. */
export interface Opening {
  /** The network, where it is not the whole internet. */
  readonly part: string | undefined;
  /** For example `port 22`. */
  readonly ports: string;
  /** `all`, or the protocol as it is called: `tcp`. */
  readonly protocol: string;
  /** The networks that are large enough to be the internet's: `0.0.0.0/0` and `::/0` are the whole of its two versions. */
  readonly networks: readonly string[];
  /** Whether it is what websites are served on, and nothing else. */
  readonly isWeb: boolean;
}

/** A rule of a firewall, in the names of an inline block. */
interface Ingress {
  readonly protocol: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly networks: readonly unknown[];
}

/** What {@link Opening.ports} says of all. */
const EVERY_PORT = "every port";

const WEB_PORTS = [80, 443];
/** What a protocol is called that may be given by its number. */
const PROTOCOLS: Readonly<Record<string, string>> = { "-1": "all", "6": "tcp", "17": "udp" };

/** What a security group or one of its rules opens to the internet at one moment. Echo requests (ICMP) open no port. */
export function openingsOf(change: ResourceChange, moment: Moment): Opening[] {
  return ingressOf(change, moment).flatMap(({ protocol: given, from, to, networks: named }) => {
    const protocol = PROTOCOLS[given] ?? given.toLowerCase();
    const networks = named.filter(isOfInternet);
    const [first] = networks;
    if (first === undefined || /^(icmp|icmpv6|ipv6-icmp|1|58)$/.test(protocol)) return [];
    const isEvery = protocol === "all" || from === undefined || (from === 0 && to === 65_535);
    const isWeb = !isEvery && from === to && WEB_PORTS.includes(from);
    const range = from === to ? `port ${from}` : `ports ${from} to ${to}`;
    const part = networks.some(isWhole) ? undefined : first;
    return [{ part, ports: isEvery ? EVERY_PORT : range, protocol, networks, isWeb }];
  });
}

/** What an opening opens that none of the earlier ones did: the networks that are new, or nothing. */
export function beyond(earlier: readonly Opening[], opening: Opening): Opening | undefined {
  const wider = earlier.filter(
    ({ protocol, ports }) =>
      (protocol === "all" || protocol === opening.protocol) && (ports === EVERY_PORT || ports === opening.ports),
  );
  const networks = opening.networks.filter((network) => !wider.some((each) => each.networks.some(holds(network))));
  return networks.length === 0 ? undefined : { ...opening, networks };
}

function holds(network: string): (outer: string) => boolean {
  return (outer) => outer === network || (isWhole(outer) && outer.includes(":") === network.includes(":"));
}

function ingressOf(change: ResourceChange, moment: Moment): Ingress[] {
  const value = (attribute: string) => shownValue(change, attribute, moment);
  switch (change.type) {
    case "aws_security_group":
    case "aws_default_security_group": {
      const blocks = value("ingress");
      return (Array.isArray(blocks) ? blocks : []).map((block: Values | null) => inline(block ?? {}));
    }
    case "awscc_ec2_security_group": {
      const blocks = value("security_group_ingress");
      return (Array.isArray(blocks) ? blocks : []).map((block: Values | null) => ofCloudControl(block ?? {}));
    }
    case "awscc_ec2_security_group_ingress":
      return [ofCloudControl(change[moment] ?? {})];
    case "aws_security_group_rule":
      return value("type") === "ingress" ? [inline(change[moment] ?? {})] : [];
    case "aws_vpc_security_group_ingress_rule":
      return [
        {
          protocol: String(value("ip_protocol") ?? "-1"),
          from: port(value("from_port")),
          to: port(value("to_port")),
          networks: [value("cidr_ipv4"), value("cidr_ipv6")],
        },
      ];
    default:
      return [];
  }
}

function inline({ protocol, from_port, to_port, cidr_blocks, ipv6_cidr_blocks }: Values): Ingress {
  return {
    protocol: String(protocol ?? "-1"),
    from: port(from_port),
    to: port(to_port),
    networks: [cidr_blocks, ipv6_cidr_blocks].flat(),
  };
}

function ofCloudControl({ ip_protocol, from_port, to_port, cidr_ip, cidr_ipv_6 }: Values): Ingress {
  return {
    protocol: String(ip_protocol ?? "-1"),
    from: port(from_port),
    to: port(to_port),
    networks: [cidr_ip, cidr_ipv_6],
  };
}

function port(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** Whether a network is the internet or a large part of it, and not somebody's own. */
function isOfInternet(network: unknown): network is string {
  return typeof network === "string" && isLargeNetwork(network);
}

function isWhole(network: string): boolean {
  return network.endsWith("/0");
}
