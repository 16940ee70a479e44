import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import type { Scope } from '../../../kit/scope/scope';
import type { Cause, Posting, PostingEntry } from './posting';

/** Double-entry bookkeeping: what happened to money, for good. */
export class Ledger {
  constructor(private readonly scope: Scope) {}

  /**
   * Writes a transaction, in the transaction that makes it true. One cause is posted once: the same posting again does
   * nothing. A posting without entries, such as of an order that cost nothing, leaves no trace.
   * @throws Error where the cause was posted with other entries: that is our own mistake
   */
  async post({ cause, currency, at, entries }: Posting): Promise<void> {
    if (!this.scope.inTransaction) throw new Error('The ledger is written in the transaction that makes it true.');
    if (entries.length === 0) return;
    const { db, ids, clock } = this.scope;
    const [id, digest] = [transactionId(cause), digestOf(currency, entries)];
    const added = await db.query<unknown[]>(ADD, [id, cause.kind, cause.id, currency, at, digest]);
    if (added.length === 0) return this.requireSame(id, digest);
    const accounts = [...new Set(entries.map(({ account }) => account))].toSorted();
    await db.query(OPEN, [accounts.map(() => ids.next()), accounts, currency, clock.now()]);
    await db.query(ENTER, [
      entries.map(() => ids.next()),
      entries.map(({ account }) => account),
      entries.map(({ minor }) => minor.toString()),
      entries.map(({ lineId }) => lineId),
      entries.map(({ availableAt }) => availableAt),
      id,
      currency,
      at,
    ]);
  }

  private async requireSame(id: string, digest: string): Promise<void> {
    const [known] = await this.scope.db.query<{ digest: string }[]>(KNOWN, [id]);
    if (known?.digest !== digest) throw new Error(`The ledger has transaction ${id} with other entries.`);
  }
}

const namespace = '0198f3a0-1c4e-7d7b-9a53-6c6564676572';

/** The same for the same cause, whoever posts it and whenever. */
export function transactionId({ kind, id }: Cause): string {
  return v5(`${kind}:${id}`, namespace);
}

function digestOf(currency: string, entries: readonly PostingEntry[]): string {
  const facts = entries.map(({ account, minor, lineId }) => `${account} ${minor} ${lineId ?? ''}`).toSorted();
  return createHash('sha256')
    .update([currency, ...facts].join('\n'))
    .digest('base64url');
}

/** What another transaction is about to post is waited for. */
const ADD = `
  INSERT INTO ledger_transaction (id, cause_kind, cause_id, currency, at, digest) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (cause_kind, cause_id) DO NOTHING RETURNING id`;
const KNOWN = `SELECT digest FROM ledger_transaction WHERE id = $1`;
const OPEN = `
  INSERT INTO ledger_account (id, account, currency, opened_at)
  SELECT id, account, $3, $4 FROM unnest($1::uuid[], $2::text[]) AS opened (id, account)
  ON CONFLICT (account, currency) DO NOTHING`;
const ENTER = `
  INSERT INTO ledger_entry (id, account, minor, line_id, available_at, transaction_id, currency, at)
  SELECT entered.*, $6::uuid, $7, $8 FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::timestamptz[]) AS entered`;
