import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Viewer } from '../../../kit/identity/viewer';

/** The person who asks, for what only people do: an API key is refused like nobody. @throws UNAUTHENTICATED */
export function signedInPerson(viewer: Viewer): string {
  if (viewer.id === null) throw kitErrors.UNAUTHENTICATED();
  return viewer.id;
}
