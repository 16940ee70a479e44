import { on } from '../../../kit/events/on';
import { ProgressEventKind } from './progress.input';
import { ProgressService } from './progress.service';

/** What was played through a grant counts as if the learner's own client had reported it; it is named so that no client can. */
export const onPlaybackWatched = on(
  'playback.watched',
  (tx, { userId, courseId, lessonId, sessionId, startedAt, watchedAt, ranges }) => {
    const seen = { lessonId, viewingId: `playback:${sessionId}` };
    const opened = {
      ...seen,
      clientId: `playback:${sessionId}`,
      kind: ProgressEventKind.OPENED,
      at: new Date(startedAt),
    };
    const watched = {
      ...seen,
      clientId: `playback:${sessionId}:${watchedAt}`,
      kind: ProgressEventKind.WATCHED,
      at: new Date(watchedAt),
      ranges,
    };
    return tx.get(ProgressService).watched(tx, { userId, courseId, events: [opened, watched] });
  },
);
