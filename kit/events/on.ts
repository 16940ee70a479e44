import type { Scope } from '../scope/scope';
import type { EventEnvelope, EventName, EventPayload } from './catalog';

/** Which event it is, beside what it says: what is made of it can be told from what is made of another one. */
export type EventMark = Pick<EventEnvelope, 'id' | 'occurredAt'>;

export interface EventHandler {
  /** Names the handler in the inbox: event and subgraph-wide unique purpose. */
  readonly name: string;
  readonly event: EventName;
  readonly handle: (tx: Scope, payload: never, event: EventMark) => Promise<unknown>;
}

/**
 * What a subgraph does when something happened elsewhere. Runs in a transaction as the house itself; a second delivery
 * does nothing. `purpose` tells two handlers of one event apart.
 */
export function on<N extends EventName>(
  event: N,
  handle: (tx: Scope, payload: EventPayload<N>, event: EventMark) => Promise<unknown>,
  purpose = 'default',
): EventHandler {
  return { name: `${event}/${purpose}`, event, handle };
}

/** What the handlers listen to, each event once. */
export function eventsOf(handlers: readonly EventHandler[]): EventName[] {
  return [...new Set(handlers.map((handler) => handler.event))];
}
