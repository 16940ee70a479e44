import { randomBytes } from 'node:crypto';
import { v7, validate } from 'uuid';
import type { Clock } from './clock';

/** The only source of ids and randomness. */
export class Ids {
  constructor(private readonly clock: Clock) {}

  /** UUIDv7 (RFC 9562): sorts by time of creation. */
  next(): string {
    return v7({ msecs: this.clock.now().getTime() });
  }

  /** An unguessable secret, base64url. */
  secret(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
}

export const isUuid = (text: string): boolean => validate(text);
