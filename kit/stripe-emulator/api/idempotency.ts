import { createHash } from 'node:crypto';
import type { Turn } from '../engine/turn';
import type { KeptAnswer } from '../engine/objects';
import { ApiError } from './errors';

/** Seconds for which a key is remembered. */
const REMEMBERED = 86_400;

/** What a request with a key asks for; the same key must never come with another. */
export function fingerprintOf(method: string, path: string, body: string): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('base64url');
}

/** The answer that was given before; null where the key is new. @throws idempotency_error where the key was for something else */
export function answerFor(turn: Turn, key: string, fingerprint: string): KeptAnswer | null {
  const kept = turn.find('kept_answer', key);
  if (!kept || kept.created + REMEMBERED <= turn.now) return null;
  if (kept.fingerprint === fingerprint) return kept;
  throw new ApiError(
    400,
    `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    { type: 'idempotency_error' },
  );
}

/** Remembers an answer, and forgets the oldest that nobody may ask for any more. */
export function keepAnswer(turn: Turn, answer: Omit<KeptAnswer, 'object' | 'created'>): void {
  const answers = turn.all('kept_answer');
  for (const old of answers.first(2)) if (old.created + REMEMBERED <= turn.now) turn.remove(old);
  turn.insert<'kept_answer'>({ ...answer, object: 'kept_answer', created: turn.now });
}

/** Keys of requests that are being answered. */
export class KeysInUse {
  private readonly keys = new Set<string>();

  /** @throws idempotency_key_in_use */
  enter(key: string): void {
    if (this.keys.has(key))
      throw new ApiError(
        409,
        `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
        { type: 'idempotency_error', code: 'idempotency_key_in_use' },
      );
    this.keys.add(key);
  }

  leave(key: string): void {
    this.keys.delete(key);
  }
}
