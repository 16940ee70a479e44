import { createHash } from 'node:crypto';

/** What is stored of the secret in a link. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** The link, seen from outside. */
export const linkOf = (publicUrl: string, token: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/media/shared/${token}`;
