import type { Scope } from '../../../kit/scope/scope';
import { discussionsErrors } from '../discussions.errors';
import { RestrictionLoaders } from './restriction.loaders';

/** Whoever is muted in a course, or kept out of it, says nothing there. @throws MUTED */
export async function demandVoice(scope: Scope, courseId: string): Promise<void> {
  const restriction = await scope.get(RestrictionLoaders).own.load(courseId);
  if (restriction) throw discussionsErrors.MUTED({ until: restriction.until?.toISOString() ?? null });
}
