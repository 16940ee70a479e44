import { randomInt } from 'node:crypto';
import { isSameText } from '../../../kit/identity/same-text';
import { secondsAfter } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import type { Channel } from '../channel/channel';

/** Seconds that a code is good for, and how often somebody may be wrong about it. */
const lifetime = 600;
const mostTries = 5;

/** What is proven: that what is sent to an address of somebody reaches them. */
export interface Proven {
  readonly userId: string;
  readonly channel: Channel.SMS | Channel.EMAIL;
  /** Of the address that the code goes to: it proves no other one. */
  readonly mark: string;
}

/** Codes of six digits by which people prove an address. Kept as keyed hashes: there are too few to hide behind a plain one. */
export class Proofs {
  constructor(private readonly scope: Scope) {}

  /** Makes a code; the one before is good for nothing any more. */
  async issue({ userId, channel, mark }: Proven): Promise<string> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = secondsAfter(this.scope.clock.now(), lifetime);
    await this.scope.db.query(ISSUE, [userId, channel, mark, this.hash(userId, code), mostTries, expiresAt]);
    return code;
  }

  /**
   * Takes a code once: whether it is the right one. A try counts before it is looked at, in a transaction of its own, so that
   * a thousand at once are a thousand.
   */
  async redeem({ userId, channel, mark }: Proven, code: string): Promise<boolean> {
    const now = this.scope.clock.now();
    const [tried] = await this.scope.db.query<[{ hash: string }[], number]>(TRY, [userId, channel, mark, now]);
    const [known] = tried;
    if (!known || !isSameText(this.hash(userId, code), known.hash)) return false;
    const [, taken] = await this.scope.db.query<[unknown[], number]>(TAKE, [userId, channel, known.hash]);
    return taken === 1;
  }

  private hash(userId: string, code: string): string {
    return this.scope.secrets.mac('address-proof', `${userId}:${code}`);
  }
}

const ISSUE = `
  INSERT INTO address_proof (user_id, channel, mark, code_hash, tries_left, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (user_id, channel) DO UPDATE SET mark = excluded.mark, code_hash = excluded.code_hash,
    tries_left = excluded.tries_left, expires_at = excluded.expires_at`;

const TRY = `
  UPDATE address_proof SET tries_left = tries_left - 1
   WHERE user_id = $1 AND channel = $2 AND mark = $3 AND tries_left > 0 AND expires_at > $4
  RETURNING code_hash AS hash`;

const TAKE = 'DELETE FROM address_proof WHERE user_id = $1 AND channel = $2 AND code_hash = $3';
