import { kitErrors } from '../errors/kit-errors';
import type { Viewer } from './viewer';

/** The person who asks, for what only people do: an API key is refused like nobody. @throws UNAUTHENTICATED */
export function signedIn(viewer: Viewer): string {
  if (viewer.id === null) throw kitErrors.UNAUTHENTICATED();
  return viewer.id;
}

/** The person for whom a request is made: by themselves, or by their API key. @throws UNAUTHENTICATED */
export function onBehalfOf(viewer: Viewer): string {
  return viewer.keyOwnerId ?? signedIn(viewer);
}
