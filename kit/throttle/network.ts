import ipaddr from 'ipaddr.js';

/**
 * What counts as one place on the network: an IPv4 address, or an IPv6 /64, which is what one household gets.
 * Text that is no address is a place of its own.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address.slice(0, 64);
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}
