import type { Secrets } from '../../../kit/config/secrets';
import { seal, unseal } from '../../../kit/identity/sealed-box';
import type { PhoneNumber } from './phone-number.entity';

const label = (userId: string): string => `phone:${userId}`;

export const sealNumber = (secrets: Secrets, userId: string, number: string): Buffer =>
  seal(secrets.key('contact'), label(userId), Buffer.from(number));

/** @throws Error where it is somebody else’s box */
export const openNumber = (secrets: Secrets, { userId, sealed }: PhoneNumber): string =>
  unseal(secrets.key('contact'), label(userId), sealed).toString('utf8');

/** The same for the same number. */
export const markOf = (secrets: Secrets, address: string): string => secrets.mac('address', address.toLowerCase());
