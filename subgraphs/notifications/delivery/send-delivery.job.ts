import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import { mostAttempts, Sending } from './sending';

/** A job gives up later than the delivery does, so that the delivery says how it ended. */
export const jobAttempts = mostAttempts + 2;

export const sendDelivery: Job<{ deliveryId: string }> = defineJob('send_delivery', async (scope, { deliveryId }) => {
  const runAt = await scope.get(Sending).send(deliveryId);
  if (runAt) await enqueue(scope, sendDelivery, { deliveryId }, { runAt, maxAttempts: jobAttempts });
});
