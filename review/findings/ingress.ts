import { isLargeNetwork } from "../../aws/policy/stranger/large-network";
import type { Values } from "../plan/plan";
import { type Moment, type ResourceChange, shown } from "../plan/resource-change";

/** Ports that a firewall opens to the internet. */
export interface Opening {
  /** The network, where it is not the whole internet. */
  readonly part: string | undefined;
  /** For example `port 22`. */
  readonly ports: string;
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
export const EVERY_PORT = "every port";

const WEB_PORTS = [80, 443];
const EVERY_PROTOCOL = ["-1", "all"];

/** What a security group or one of its rules opens to the internet at one moment. Echo requests (ICMP) open no port. */
export function openingsOf(change: ResourceChange, moment: Moment): Opening[] {
  return ingressOf(change, moment).flatMap(({ protocol, from, to, networks }) => {
    const part = networks.map(partOfInternet).find((found) => found !== undefined);
    if (part === undefined || /^(icmp|icmpv6|ipv6-icmp|1|58)$/i.test(protocol)) return [];
    const isEvery = EVERY_PROTOCOL.includes(protocol) || from === undefined || (from === 0 && to === 65_535);
    const isWeb = !isEvery && from === to && WEB_PORTS.includes(from);
    const range = from === to ? `port ${from}` : `ports ${from} to ${to}`;
    return [{ part: part === "" ? undefined : part, ports: isEvery ? EVERY_PORT : range, isWeb }];
  });
}

function ingressOf(change: ResourceChange, moment: Moment): Ingress[] {
  const value = (attribute: string) => {
    const given = shown(change, attribute, moment);
    return given.state === "known" ? given.value : undefined;
  };
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

/** Empty for the whole internet, the network for a large part of it, undefined for what is somebody's own. */
function partOfInternet(network: unknown): string | undefined {
  if (typeof network !== "string" || !isLargeNetwork(network)) return undefined;
  return network.endsWith("/0") ? "" : network;
}
