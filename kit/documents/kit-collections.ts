import type { Collection, Identified } from './collection';

/** A job, or an event to be published, until it is handed on. `_id` is a UUIDv7, so that it is also its place. */
export interface OutboxEntry extends Identified {
  readonly task: string;
  /** JSON, as graphile-worker is given it. */
  readonly payload: string;
  readonly key: string | null;
  readonly runAt: Date | null;
  readonly maxAttempts: number | null;
  readonly priority: number | null;
}

export const outbox: Collection<OutboxEntry> = { name: 'outbox', indexes: [] };

/** What handlers have seen: `_id` is handler and event. */
export interface InboxEntry extends Identified {
  readonly handledAt: Date;
}

export const inbox: Collection<InboxEntry> = { name: 'inbox', indexes: [] };

export const kitCollections: readonly Collection[] = [outbox, inbox, { name: 'migration', indexes: [] }];
