import { daysBefore } from '../../../kit/scope/clock';
import { defineCron } from '../../../kit/jobs/job';
import { accesses } from './access.document';
import { shareCounts } from './share-counter';
import { shares } from './share.document';

/** Days for which it is known who got what. */
const daysOfLog = 90;

/** Every hour: forgets shares that are over, and who got what long ago. By the house's clock, which MongoDB's own expiry does not know. */
export const sweepShares = defineCron('sweep_shares', '23 * * * *', async (scope) => {
  const now = scope.clock.now();
  await scope.documents.of(shares).deleteMany({ expiresAt: { $lte: now, $type: 'date' } });
  await scope.documents.of(shareCounts).deleteMany({ expiresAt: { $lte: now } });
  await scope.documents.of(accesses).deleteMany({ at: { $lte: daysBefore(now, daysOfLog) } });
});
