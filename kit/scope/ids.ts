import { randomBytes, randomInt } from 'node:crypto';
import { v7, validate } from 'uuid';
import type { Clock } from './clock';

/** The only source of ids and randomness. */
export class Ids {
  private last = 0;
  private sequence = 0;

  constructor(private readonly clock: Clock) {}

  /** UUIDv7 (RFC 9562): sorts by time of creation, also within one millisecond of one process. */
  next(): string {
    const msecs = this.clock.now().getTime();
    this.sequence = msecs === this.last ? this.sequence + 1 : randomInt(2 ** 30);
    this.last = msecs;
    return v7({ msecs, seq: this.sequence });
  }

  /** An unguessable secret, base64url. */
  secret(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
}

/** No id of that moment, or later, sorts before it. */
export const earliestId = (at: Date): string => v7({ msecs: at.getTime(), seq: 0, random: new Uint8Array(16) });

/** When an id of `Ids` was made. */
export const momentOf = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));

export const isUuid = (text: string): boolean => validate(text);
