import { ObjectKeyError } from './object-key';
import type { ObjectHeaders } from './object-store';

/** Visible US-ASCII and spaces: what travels in any HTTP header as it stands. */
const plain = /^[\x20-\x7e]+$/;
const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*(\s*;\s*[\x20-\x7e]+)?$/i;
/** Characters: S3 takes 2 KB for all, the folder keeps all in one block. */
const maxLength = { short: 200, long: 1200 };

/** The headers and nothing else. @throws ObjectKeyError where one of them would break the answer that has it */
export function checkedHeaders({ contentType, cacheControl, contentDisposition }: ObjectHeaders): ObjectHeaders {
  if (!mediaType.test(contentType) || contentType.length > maxLength.short)
    throw new ObjectKeyError(`Not a media type: ${JSON.stringify(contentType.slice(0, maxLength.short))}.`);
  return {
    contentType,
    ...(cacheControl === undefined ? {} : { cacheControl: checkedHeader(cacheControl, maxLength.short) }),
    ...(contentDisposition === undefined ? {} : { contentDisposition: checkedHeader(contentDisposition) }),
  };
}

export function checkedHeader(value: string, longest: number = maxLength.long): string {
  if (!plain.test(value) || value.length > longest)
    throw new ObjectKeyError(`Not the value of a header: ${JSON.stringify(value.slice(0, longest))}.`);
  return value;
}
