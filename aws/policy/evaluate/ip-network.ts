import { BlockList, isIP } from "node:net";

/** An address or a network in CIDR notation, IPv4 or IPv6. */
export interface IpNetwork {
  contains(address: string): boolean;
}

/** Reads `203.0.113.0/24`, `203.0.113.7` or `2001:db8::/32`; undefined where the text is none of these. */
export function ipNetwork(text: string): IpNetwork | undefined {
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  const longest = version === 4 ? 32 : 128;
  const bits = length === undefined ? longest : Number(length);
  if (version === 0 || bits > longest) return undefined;
  const list = new BlockList();
  list.addSubnet(address, bits, family(version));
  return {
    // A network of one family holds no address of the other, IPv4 addresses written as IPv6 ones included.
    contains: (candidate) => isIP(candidate) === version && list.check(candidate, family(version)),
  };
}

function family(version: number): "ipv4" | "ipv6" {
  return version === 4 ? "ipv4" : "ipv6";
}
