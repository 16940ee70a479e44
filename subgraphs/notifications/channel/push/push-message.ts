import { createHash } from 'node:crypto';
import { kinds } from '../../kind/kinds';
import type { Outgoing } from '../channel';
import { shorten } from '../shorten';

/** Encrypted, the whole may have 4,096 bytes (RFC 8291, section 4). */
const longestTitle = { characters: 150, bytes: 600 };
const longestBody = { characters: 300, bytes: 1_200 };
const longestUrl = 1_000;

const hour = 3_600;

/** A push message, and how a push service is to treat it (RFC 8030). */
export interface PushMessage {
  /** JSON, for the service worker that shows it. */
  readonly payload: string;
  /** Seconds for which it waits for a device that is off. */
  readonly ttl: number;
  readonly urgency: 'normal' | 'high';
  /** Of what waits, a newer one takes the place of one with the same topic. */
  readonly topic: string;
}

/** One per thread is enough: what comes again has the same tag and shows once. */
export function pushMessage({ threadId, about, title, body, url }: Outgoing): PushMessage {
  const isUrgent = about !== 'DIGEST' && kinds[about].isUrgent;
  const topic = createHash('sha256').update(threadId).digest('base64url').slice(0, 32);
  const shown = { title: shorten(title, longestTitle), body: shorten(body, longestBody) };
  return {
    payload: JSON.stringify({ ...shown, url: url.slice(0, longestUrl), tag: topic, kind: about }),
    ttl: isUrgent ? hour : 24 * hour,
    urgency: isUrgent ? 'high' : 'normal',
    topic,
  };
}
