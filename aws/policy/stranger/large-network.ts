/**
 * Whether a network is so large a part of the internet that it is nobody's own: /8 and larger, or /32 and larger of IPv6,
 * private networks aside. Source: S3 user guide, "The meaning of public".
 */
export function isLargeNetwork(network: string): boolean {
  const [address = "", length = "128"] = network.split("/");
  if (/^10\.|^f[cd]/i.test(address)) return Number(length) < 7;
  return Number(length) <= (address.includes(":") ? 32 : 8);
}
