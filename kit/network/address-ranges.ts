import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [network: Address, bits: number];

/** Bits of an IPv6 address before the IPv4 address that it may stand for (RFC 4291, 2.5.5.2). */
const mappedBits = 96;

/**
 * Whether addresses lie in one of the ranges, `192.0.2.0/24` or `2001:db8::/32`; a bare address is a range of one. An
 * IPv4 address is the same in its IPv6 form; text that is no address lies nowhere. @throws where a range is none
 */
export function withinRanges(ranges: readonly string[]): (address: string) => boolean {
  const parsed = ranges.map(parseRange);
  return (address) => {
    if (parsed.length === 0 || !ipaddr.isValid(address)) return false;
    const asked = ipaddr.process(address);
    return parsed.some(([network, bits]) => network.kind() === asked.kind() && asked.match(network, bits));
  };
}

export function isWithin(address: string, ranges: readonly string[]): boolean {
  return withinRanges(ranges)(address);
}

export function isRange(text: string): boolean {
  try {
    parseRange(text);
    return true;
  } catch {
    return false;
  }
}

function parseRange(text: string): Range {
  const [network, bits] = text.includes('/') ? ipaddr.parseCIDR(text) : rangeOfOne(ipaddr.parse(text));
  if (!(network instanceof ipaddr.IPv6) || !network.isIPv4MappedAddress() || bits < mappedBits) return [network, bits];
  return [network.toIPv4Address(), bits - mappedBits];
}

function rangeOfOne(address: Address): Range {
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
