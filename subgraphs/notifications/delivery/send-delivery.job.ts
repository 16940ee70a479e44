import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import { mostAttempts } from './delivery.entity';
import { Sending } from './sending';

/** A job gives up later than the delivery does, so that the delivery says how it ended. */
export const jobAttempts = mostAttempts + 2;

/**
 * Letters stand back behind all else, and digests, of which a morning has very many, behind single letters: nobody's list waits
 * for the letters of others.
 */
export const priorities = { letter: 10, digest: 20 } as const;

export const sendDelivery: Job<{ deliveryId: string }> = defineJob('send_delivery', async (scope, { deliveryId }) => {
  const runAt = await scope.get(Sending).send(deliveryId);
  if (runAt)
    await enqueue(
      scope,
      sendDelivery,
      { deliveryId },
      { runAt, maxAttempts: jobAttempts, priority: priorities.letter },
    );
});
