import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Log } from '../../../kit/log/log';
import { openRedisClient } from '../../../kit/network/redis-client';

/** Seconds of one window. */
export const window = 60;
/** Counted, never refused, by the library: quotas differ from key to key. */
const points = Number.MAX_SAFE_INTEGER;

/** Counts by holder and window. */
export interface Counters extends Pick<RateLimiterAbstract, 'get' | 'penalty'> {
  close(): void;
}

/** Counts in this process; with a Redis URL for all processes, and in this one while Redis does not answer. */
export function openCounters(url: string | undefined, log: Log): Counters {
  const memory = new RateLimiterMemory({ points, duration: window });
  if (!url) return counters(memory, () => undefined);
  // A request does not wait for Redis to come back.
  const storeClient = openRedisClient(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  let isDown = false;
  storeClient.on('ready', () => (isDown = false));
  storeClient.on('error', (error: Error) => {
    if (!isDown) log.error({ error }, 'Redis does not answer: this process counts for itself');
    isDown = true;
  });
  const keyPrefix = 'lyceum:rates';
  const shared = new RateLimiterRedis({ storeClient, keyPrefix, points, duration: window, insuranceLimiter: memory });
  return counters(shared, () => storeClient.disconnect());
}

function counters(limiter: RateLimiterAbstract, close: () => void): Counters {
  return { get: (key) => limiter.get(key), penalty: (key, count) => limiter.penalty(key, count), close };
}
