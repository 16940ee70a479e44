import { secretHash } from '../../../kit/identity/secret-hash';
import type { Scope } from '../../../kit/scope/scope';
import { normalisedCode, randomCode } from '../code/code';

/** A hundred bits: nobody guesses it, and a plain hash keeps it. */
const letters = 20;

/** The codes of gifts: only their hashes are kept, one for the letter and one for the buyer; a new one replaces the one before. */
export class GiftCodes {
  constructor(private readonly scope: Scope) {}

  /** A new code, in groups of four for people to read. */
  async make(giftId: string, kind: 'MAILED' | 'SHOWN'): Promise<string> {
    const code = randomCode(this.scope.ids, letters);
    await this.scope.db.query(KEEP, [giftId, kind, hashOf(code)]);
    return code.replace(/(.{4})(?=.)/g, '$1-');
  }

  /** The gift that a code opens, however it was typed; null for what opens none. */
  async giftOf(code: string): Promise<string | null> {
    const [row] = await this.scope.db.query<{ id: string }[]>(FIND, [hashOf(code)]);
    return row?.id ?? null;
  }
}

const hashOf = (code: string): string => secretHash(normalisedCode(code).replaceAll('-', ''));

const KEEP = `
  INSERT INTO gift_code (gift_id, kind, hash) VALUES ($1, $2, $3) ON CONFLICT (gift_id, kind) DO UPDATE SET hash = excluded.hash`;

const FIND = `SELECT gift_id AS id FROM gift_code WHERE hash = $1`;
