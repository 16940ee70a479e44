import type { Scope } from '../../../kit/scope/scope';
import { LessonLoaders } from '../lesson/lesson.loaders';
import { LiveSessionLoaders } from './live-session.loaders';
import { LiveSessionState } from './live-session.states';

/** Milliseconds for which the end of a session may still be watched. */
const rest = 60_000;

/** Whether the viewer may go on watching a session. The scope knows nothing of a moment ago. */
export async function mayWatchLive(scope: Scope, id: string): Promise<boolean> {
  const session = await scope.get(LiveSessionLoaders).visible.load(id);
  if (!session || !(await scope.get(LessonLoaders).playable.load(session.lessonId))) return false;
  if (session.state === LiveSessionState.LIVE) return true;
  return session.endedAt !== null && Number(scope.clock.now()) - Number(session.endedAt) < rest;
}
