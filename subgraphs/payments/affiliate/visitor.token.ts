import type { Secrets } from '../../../kit/config/secrets';
import { readSigned, sign } from '../code/signed-id';

/** By what a guest is known who came by a link: opaque and signed, so that nobody claims what others clicked. */
export const visitorToken = (secrets: Secrets, visitorId: string): string =>
  sign(secrets, 'affiliate visitor', visitorId);

export const readVisitorToken = (secrets: Secrets, token: string): string | null =>
  readSigned(secrets, 'affiliate visitor', token);
