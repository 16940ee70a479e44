import type { Config } from '../../../kit/config/config';
import { withinRanges } from '../../../kit/network/address-ranges';

/** Whether an address may ask: none that is denied, and where some are allowed, only those. */
export function addressLists({
  ADDRESS_ALLOW: allow,
  ADDRESS_DENY: deny,
}: Pick<Config, 'ADDRESS_ALLOW' | 'ADDRESS_DENY'>): (address: string) => boolean {
  const [isAllowed, isDenied] = [withinRanges(allow), withinRanges(deny)];
  return (address) => !isDenied(address) && (allow.length === 0 || isAllowed(address));
}
