import { on } from '../../../kit/events/on';
import { defineCron } from '../../../kit/jobs/job';
import { SubscriptionAccessService } from './subscription-access.service';

export const onSubscriptionAccessChanged = on('subscription.access.changed', (tx, facts) =>
  tx.get(SubscriptionAccessService).take(facts),
);

/** Closes what has run out, whether anybody said so or not: each minute, each in a transaction of its own. */
export const closeSubscriptionAccess = defineCron('close_subscription_access', '* * * * *', async (scope) => {
  const ended = await scope.db.query<{ id: string; userId: string }[]>(ENDED, [scope.clock.now()]);
  for (const access of ended)
    await scope.as(scope.viewer).transaction((tx) => tx.get(SubscriptionAccessService).close(access));
});

const ENDED = `
  SELECT id, user_id AS "userId" FROM subscription_access WHERE closed_at IS NULL AND ends_at <= $1
   ORDER BY ends_at, id LIMIT 1000`;
