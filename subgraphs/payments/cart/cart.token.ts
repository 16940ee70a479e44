import type { Secrets } from '../../../kit/config/secrets';
import { readSigned, sign } from '../code/signed-id';

/** A guest's key to their cart. */
export const cartToken = (secrets: Secrets, cartId: string): string => sign(secrets, 'cart', cartId);

/** The cart that a key opens; null for one that is not ours. */
export const readCartToken = (secrets: Secrets, token: string): string | null => readSigned(secrets, 'cart', token);
