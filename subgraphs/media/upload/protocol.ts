import { Metadata } from '@tus/utils';
import type { FastifyRequest } from 'fastify';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { algorithms, readChecksum, type Checksum } from './checksum';
import { readConcat, type Concat } from './concat';

/** In every answer of tus 1.0. */
export const protocol = { 'tus-resumable': '1.0.0' };

export const expiry = ({ expiresAt }: { readonly expiresAt: Date }): Record<string, string> => ({
  'upload-expires': expiresAt.toUTCString(),
});

type Asked = Pick<FastifyRequest, 'headers'>;

/** The id of the ticket. @throws BAD_INPUT */
export function ticketIn({ headers }: Asked): string {
  const header = headers['upload-metadata'];
  const problem = badHeader('upload-metadata', 'Send `ticket` with the id of the ticket.');
  if (typeof header !== 'string') throw problem;
  try {
    const { ticket } = Metadata.parse(header);
    if (typeof ticket === 'string') return ticket;
  } catch {
    // Not what the protocol wants.
  }
  throw problem;
}

/** Bytes of what is to be sent. @throws BAD_INPUT */
export function lengthIn({ headers }: Asked): number {
  const length = headers['upload-length'];
  if (typeof length === 'string' && /^[1-9]\d{0,14}$/.test(length)) return Number(length);
  throw badHeader('upload-length', 'Say how many bytes there are, at least one.');
}

/** Null where it says none. @throws BAD_INPUT */
export function checksumIn({ headers }: Asked): Checksum | null {
  const header = headers['upload-checksum'];
  if (header === undefined) return null;
  const checksum = typeof header === 'string' ? readChecksum(header) : null;
  if (!checksum) throw badHeader('upload-checksum', `One of ${algorithms.join(', ')}, and Base64.`);
  return checksum;
}

/** Null where it says none. @throws BAD_INPUT */
export function concatIn({ headers }: Asked, endpoint: string): Concat | null {
  const header = headers['upload-concat'];
  if (header === undefined) return null;
  const concat = typeof header === 'string' ? readConcat(header, endpoint) : null;
  if (!concat) throw badHeader('upload-concat', '`partial`, or `final;` and the URLs of the parts.');
  if (concat.kind === 'FINAL' && headers['upload-length'] !== undefined)
    throw badHeader('upload-length', 'It is that of the parts: do not send it.');
  return concat;
}

/** Whether the request brings bytes, too (creation-with-upload). */
export const hasBytes = ({ headers }: Asked): boolean => headers['content-type'] === 'application/offset+octet-stream';

export const badHeader = (name: string, problem: string) => kitErrors.BAD_INPUT({ fields: { [name]: problem } });
