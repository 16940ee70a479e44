import { Viewer } from '../../../../kit/identity/viewer';
import type { Scope } from '../../../../kit/scope/scope';
import { assets, type Asset } from '../../asset/asset.document';
import type { Lesson } from '../../lesson/lesson.document';
import { liveSessions } from '../live-session.document';

/** What was recorded of a lesson last, for whoever may play the lesson; null where nothing was, or it was deleted. */
export async function recordingOf(scope: Scope, { _id: lessonId }: Lesson): Promise<Asset | null> {
  const house = scope.as(Viewer.system).documents;
  const [session] = await house
    .of(liveSessions)
    .find({ lessonId, recording: { $ne: null } })
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  return session?.recording ? house.of(assets).findOne({ _id: session.recording.assetId }) : null;
}
