import type { Scope } from '../../../kit/scope/scope';
import { everywhere } from './restriction.document';
import { RestrictionLoaders } from './restriction.loaders';

/** Whether the viewer takes part in nothing that is said anywhere. Who administrates the platform is not kept out of it. */
export async function isKeptOut(scope: Scope): Promise<boolean> {
  const { viewer } = scope;
  return (
    viewer.id !== null && !viewer.isAdministrator && (await scope.get(RestrictionLoaders).own.load(everywhere)) !== null
  );
}
