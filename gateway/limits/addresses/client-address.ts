import type { IncomingMessage } from 'node:http';
import type { Config } from '../../../kit/config/config';
import { withinRanges } from '../../../kit/network/address-ranges';

/** Whether an address is a proxy of ours, whose X-Forwarded-For is believed. */
export function trustedProxies({ TRUSTED_PROXIES }: Pick<Config, 'TRUSTED_PROXIES'>): (address: string) => boolean {
  return withinRanges(TRUSTED_PROXIES);
}

/**
 * From where a request comes that is not Fastify's, by Fastify's rule: the last address on its way that is no proxy of
 * ours. What stands before that in X-Forwarded-For anybody may have written.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string } },
  isProxy: (address: string) => boolean,
): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const named = forwarded.map((address) => address.trim()).filter((address) => address !== '');
  const way = [...named, socket.remoteAddress ?? ''];
  return way.findLast((address) => !isProxy(address)) ?? way[0]!;
}
