/** A key, a prefix or a header that cannot be used: a mistake of the caller, never of a client. */
export class ObjectKeyError extends Error {
  override readonly name = 'ObjectKeyError';
}

/** Shorter than S3 allows (1,024), and its parts shorter than file systems do (255), with room for what is added. */
const maxKey = 500;
const maxSegment = 200;
/** No segment begins with a dot: neither `.` and `..` nor hidden files, which are the store's own. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** The parts of a key between its slashes. @throws ObjectKeyError */
export function segmentsOf(key: string): readonly string[] {
  const segments = key.split('/');
  const isFine = key.length <= maxKey && segments.every((part) => part.length <= maxSegment && segment.test(part));
  if (!isFine)
    throw new ObjectKeyError(`This cannot be the key of an object: ${JSON.stringify(key.slice(0, maxKey))}.`);
  return segments;
}

/** Whether a key from outside, such as that of a URL, can be one. */
export function isObjectKey(key: string): boolean {
  try {
    return segmentsOf(key).length > 0;
  } catch {
    return false;
  }
}

/** The parts of a prefix, which is '' or ends with `/`: `media/1` would mean `media/10` too. @throws ObjectKeyError */
export function prefixSegmentsOf(prefix: string): readonly string[] {
  if (prefix === '') return [];
  if (!prefix.endsWith('/')) throw new ObjectKeyError(`A prefix ends with a slash: ${JSON.stringify(prefix)}.`);
  return segmentsOf(prefix.slice(0, -1));
}

/** As `prefixSegmentsOf`, for what may not concern all objects there are. @throws ObjectKeyError */
export function narrowPrefixSegmentsOf(prefix: string): readonly string[] {
  if (prefix === '') throw new ObjectKeyError('An empty prefix means every object there is.');
  return prefixSegmentsOf(prefix);
}
