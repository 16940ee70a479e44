import type { Scope } from '../scope/scope';
import type { EventName, EventPayload } from './catalog';

export interface EventHandler {
  /** Names the handler in the inbox: event and subgraph-wide unique purpose. */
  readonly name: string;
  readonly event: EventName;
  readonly handle: (tx: Scope, payload: never) => Promise<unknown>;
}

/**
 * What a subgraph does when something happened elsewhere. Runs in a transaction as the house itself; a second delivery
 * does nothing. `purpose` tells two handlers of one event apart.
 */
export function on<N extends EventName>(
  event: N,
  handle: (tx: Scope, payload: EventPayload<N>) => Promise<unknown>,
  purpose = 'default',
): EventHandler {
  return { name: `${event}/${purpose}`, event, handle };
}

/** What the handlers listen to, each event once. */
export function eventsOf(handlers: readonly EventHandler[]): EventName[] {
  return [...new Set(handlers.map((handler) => handler.event))];
}
