import { Scope, type Resources } from '../scope/scope';
import { Viewer } from '../identity/viewer';
import { addJob } from '../jobs/add-job';
import { continued } from '../tracing/carrier';
import { catalog, type EventEnvelope } from './catalog';
import { inbox } from '../documents/kit-collections';
import type { EventHandler } from './on';

export const handleTask = 'handle_event';

export interface Delivery {
  readonly handler: string;
  readonly event: EventEnvelope;
}

/** Stores an event for each handler that wants it: from here on the subgraph's own database remembers it. */
export async function takeEvent(
  resources: Resources,
  handlers: readonly EventHandler[],
  event: EventEnvelope,
): Promise<void> {
  const wanted = handlers.filter((handler) => handler.event === event.name);
  const { manager } = resources.database;
  for (const handler of wanted) {
    const delivery: Delivery = { handler: handler.name, event };
    const options = { key: `${handler.name}:${event.id}`, maxAttempts: resources.config.EVENT_ATTEMPTS };
    await continued(event, () => addJob(manager, handleTask, delivery, options));
  }
}

/** Runs one handler for one event; the inbox row commits with the handler's own writes. */
export async function handleEvent(
  resources: Resources,
  handlers: readonly EventHandler[],
  { handler: name, event }: Delivery,
): Promise<void> {
  const handler = handlers.find((candidate) => candidate.name === name);
  if (!handler) throw new Error(`No handler ${name} in ${resources.subgraph}.`);
  const payload = catalog[event.name].shape.parse(event.payload);
  const log = resources.log.child({ event: event.name, eventId: event.id });
  await Scope.open(resources, Viewer.system, { requestId: event.id, address: 'event', userAgent: '' }, log).transaction(
    async (tx) => {
      if (await isFirst(tx, name, event.id)) await handler.handle(tx, payload as never, event);
    },
  );
}

/** Remembers that a handler has seen an event, if it had not; of two at once one waits for the other, or runs again. */
export async function isFirst(tx: Scope, handler: string, eventId: string): Promise<boolean> {
  const handledAt = tx.clock.now();
  if (!tx.hasDocuments) {
    const rows = await tx.db.query<unknown[]>(
      `INSERT INTO inbox (handler, event_id, handled_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING event_id`,
      [handler, eventId, handledAt],
    );
    return rows.length > 0;
  }
  const once = { _id: `${handler}:${eventId}` };
  const { upsertedCount } = await tx.documents
    .of(inbox)
    .updateOne(once, { $setOnInsert: { handledAt } }, { upsert: true });
  return upsertedCount === 1;
}
