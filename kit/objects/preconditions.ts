import type { StoredObject } from './object-store';

/** Whether the client has this version already (If-None-Match, RFC 9110, 13.1.2). */
export function isKnown(header: string | undefined, { etag }: StoredObject): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((known) => known.trim().replace(/^W\//, '') === etag);
}

/** Whether a range is wanted of this version only, and this is not it (If-Range, RFC 9110, 13.1.5). */
export function isOtherVersion(header: string | undefined, object: StoredObject): boolean {
  if (header === undefined) return false;
  return header.trim() !== object.etag && header.trim() !== object.modifiedAt.toUTCString();
}
