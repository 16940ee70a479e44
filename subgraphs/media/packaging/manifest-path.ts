import { ManifestError } from './manifest-error';

/**
 * Where a client of one grant finds a file: path below the version's prefix, such as `v720/00001.m4s` → URL. DASH names many
 * files by one template, so `$` and `%` of a path have to come out as they are.
 */
export type UriOf = (path: string) => string;

/** A name, or one of DASH's identifiers in it: `$Number%05d$`. */
const namePart = String.raw`(?:[\w.~-]|\$(?:Number|Time|Bandwidth|RepresentationID)(?:%0\d+d)?\$)+`;
const relative = new RegExp(`^${namePart}(?:/${namePart})*$`);

/** The path of what a manifest names, from the top; `at` is the path of the manifest itself. @throws where it leads elsewhere */
export function pathOf(at: string, uri: string): string {
  if (!relative.test(uri) || uri.split('/').some((part) => /^\.+$/.test(part)))
    throw new ManifestError(`${at} names ${JSON.stringify(uri)}, which is no file beside it.`);
  const folder = at.slice(0, at.lastIndexOf('/') + 1);
  return folder + uri;
}
