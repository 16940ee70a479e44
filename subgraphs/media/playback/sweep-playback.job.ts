import { defineCron } from '../../../kit/jobs/job';
import { daysBefore } from '../../../kit/scope/clock';
import { viewings } from '../viewing/viewing.document';
import { grants } from './grant.document';

/** Days for which a pause may last, and after which what was watched is known to enrolment only. */
const kept = { grants: 1, viewings: 90 };

/** Takes away grants that nobody came back to, and what is known of old viewings. */
export const sweepPlayback = defineCron('sweep_playback', '17 * * * *', async (scope) => {
  const now = scope.clock.now();
  await scope.documents.of(grants).deleteMany({ expiresAt: { $lt: daysBefore(now, kept.grants) } });
  await scope.documents.of(viewings).deleteMany({ startedAt: { $lt: daysBefore(now, kept.viewings) } });
});
