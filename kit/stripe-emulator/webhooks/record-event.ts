import { newId } from '../engine/new-id';
import { PLATFORM } from '../engine/platform';
import type { StoredEvent } from '../engine/objects';
import type { Cause, Turn } from '../engine/turn';
import { API_VERSION } from '../api/version';

/** How many events are kept; Stripe keeps those of thirty days. */
const KEPT_EVENTS = 50_000;

/** Writes down what happened, with the object as it is now: an event never changes afterwards. */
export function recordEvent(turn: Turn, cause: Cause, type: string, object: object, previous?: object): StoredEvent {
  const events = turn.all('event');
  const copy = JSON.parse(JSON.stringify(object)) as object;
  const event = turn.insert<'event'>({
    id: newId('evt'),
    object: 'event',
    ...(turn.account === PLATFORM ? {} : { account: turn.account }),
    api_version: API_VERSION,
    created: turn.now,
    data: { object: copy, ...(previous ? { previous_attributes: previous } : {}) },
    livemode: false,
    pending_webhooks: 0,
    request: cause,
    type,
  });
  if (events.size > KEPT_EVENTS) forgetOldest(turn);
  return event;
}

function forgetOldest(turn: Turn): void {
  const [oldest] = turn.all('event').first(1);
  if (oldest && oldest.pending_webhooks === 0) turn.remove(oldest);
}
