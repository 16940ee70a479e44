import { enqueue, defineCron, defineJob } from '../../../kit/jobs/job';
import { daysBefore } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import type { ProviderEvent } from '../provider/provider-event';
import { ProviderRefusal } from '../provider/provider-refusal';
import { StoredProviderEvent } from './provider-event.entity';
import { providerObjects } from './provider-objects';

/** Remembers what the provider told, once; what follows from it is a job's work, so that the provider is answered at once. */
export function takeProviderEvent(scope: Scope, event: ProviderEvent): Promise<void> {
  return scope.transaction(async (tx) => {
    const isFollowed = event.objectId !== '' && Object.hasOwn(providerObjects, event.object);
    const now = tx.clock.now();
    const { id, type, object, objectId } = event;
    const news = await tx.db.query<unknown[]>(REMEMBER, [id, type, object, objectId, now, isFollowed ? null : now]);
    if (news.length > 0 && isFollowed)
      await enqueue(tx, handleProviderEvent, { eventId: id }, { key: `provider:${id}` });
  });
}

export const handleProviderEvent = defineJob<{ eventId: string }>(
  'handle_provider_event',
  async (scope, { eventId }) => {
    const event = await scope.db.findOneBy(StoredProviderEvent, { id: eventId });
    const read = event && providerObjects[event.object];
    if (!read || event.handledAt) return;
    const apply = await read(scope, event.objectId).catch(nothingIfAbsent);
    await scope.transaction(async (tx) => {
      await apply(tx);
      await tx.db.update(StoredProviderEvent, eventId, { handledAt: tx.clock.now() });
    });
  },
);

/** The provider does not know what it spoke of: of another account, or deleted there. Nothing follows from that. */
function nothingIfAbsent(error: unknown): () => Promise<void> {
  if (error instanceof ProviderRefusal && error.code === 'resource_missing') return () => Promise.resolve();
  throw error;
}

/** The provider repeats itself for three days; events are kept for a month for those who look into what happened. */
export const forgetProviderEvents = defineCron('forget_provider_events', '41 3 * * *', async (scope) => {
  const old = daysBefore(scope.clock.now(), 30);
  await scope.db.query(`DELETE FROM provider_event WHERE received_at < $1 AND handled_at IS NOT NULL`, [old]);
});

const REMEMBER = `
  INSERT INTO provider_event (id, type, object, object_id, received_at, handled_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING id`;
