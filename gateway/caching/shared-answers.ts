import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '../../kit/log/log';
import { openRedisClient } from '../../kit/network/redis-client';

/** An answer for nobody in particular, as the processes of a gateway show each other. */
export interface SharedAnswer {
  readonly text: string;
  readonly weight?: number | undefined;
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  /** Seconds. */
  readonly maxAge: number;
  /** What its process had heard of changes when it began to make it. */
  readonly heard: Readonly<Record<string, number>>;
}

/** Answers of all processes. Whoever takes one decides whether it is still true. */
export interface SharedAnswers {
  /** Null where there is none, and where that cannot be told at once. */
  get(key: string): Promise<SharedAnswer | null>;
  /** Nobody waits for it, and nobody fails with it. */
  keep(key: string, answer: SharedAnswer): void;
  close(): void;
}

const shape: z.ZodType<SharedAnswer & { key: string }> = z.object({
  key: z.string(),
  text: z.string(),
  weight: z.number().optional(),
  storedAt: z.number(),
  maxAge: z.number(),
  heard: z.record(z.string(), z.number()),
});

/** Characters of one answer with its key, beyond which it is not shared; and those of a usual one, about. */
const [longest, usual] = [32_000, 16_000];

export interface SharedAnswersOptions {
  readonly url: string;
  /** Of all answers, about; at most twice as many. */
  readonly maxBytes: number;
  /** Milliseconds for an answer of Redis. */
  readonly patience: number;
  readonly log: Log;
}

/**
 * In Redis, in a fixed number of places: a new answer takes the place of whichever was there, so that nobody's questions
 * fill a server on which others rely. Each is gone when it is too old.
 */
export function openSharedAnswers({ url, maxBytes, patience, log }: SharedAnswersOptions): SharedAnswers {
  const redis = openRedisClient(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: patience });
  let isDown = false;
  redis.on('ready', () => (isDown = false));
  redis.on('error', (error: Error) => {
    if (!isDown) log.error({ error }, 'Redis does not answer: this process shows what it keeps itself');
    isDown = true;
  });
  const places = Math.max(1, Math.floor(maxBytes / usual));
  const ignore = (error: unknown): null => {
    log.debug({ error }, 'answers were not shared');
    return null;
  };
  return {
    get: async (key) => {
      const found = await redis.get(placeOf(key, places)).catch(ignore);
      const answer = found === null ? null : read(found);
      return answer?.key === key ? answer : null;
    },
    keep: (key, answer) => {
      if (key.length + answer.text.length > longest) return;
      redis.set(placeOf(key, places), JSON.stringify({ key, ...answer }), 'EX', answer.maxAge).catch(ignore);
    },
    close: () => redis.disconnect(),
  };
}

function placeOf(key: string, places: number): string {
  return `lyceum:answers:${createHash('sha256').update(key).digest().readUInt32BE(0) % places}`;
}

/** Another version of the gateway may have written it. */
function read(text: string): (SharedAnswer & { key: string }) | null {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
