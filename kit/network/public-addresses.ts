import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an address is one of the public network: not of this machine, of a private or shared network, of the cloud's own
 * services, nor one that stands for an IPv4 address which may be any of these.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** Whether a URL says by itself that it leads elsewhere than to the public network; a name is judged by `publicLookup`. */
export function isOutside({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) > 0) return isPublicAddress(host);
  return host.includes('.') && !/(^|\.)(localhost|local|internal)\.?$/i.test(host);
}

/** A name that strangers gave us leads into our own network. */
export class NotPublic extends Error {
  constructor(readonly host: string) {
    super(`${host} is not of the public network.`);
  }
}

/**
 * For `lookup` of a request to an address that strangers gave us: the connection goes to what was judged, so that a name
 * which answers differently the second time gains nothing. One bad address among good ones refuses the name.
 */
export const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, []);
    const [first] = found;
    if (!first || !found.every(({ address }) => isPublicAddress(address))) return done(new NotPublic(host), []);
    if (options.all) done(null, found);
    else done(null, first.address, first.family);
  });
};
