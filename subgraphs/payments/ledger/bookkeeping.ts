import type { Scope } from '../../../kit/scope/scope';
import type { Account } from './account';
import { Ledger, transactionId } from './ledger';
import { opposite, type Cause, type Posting } from './posting';
import {
  disputeLostPosting,
  disputePosting,
  heldBack,
  refundPosting,
  unexpectedPosting,
  unexpectedRefundPosting,
  type Amount,
  type Reversal,
  type ReversedLine,
} from './reversal.posting';
import { salePosting, type Sale } from './sale.posting';

/** What happened to lines that were sold before. */
interface TakenBack {
  /** Of the refund or dispute. */
  readonly id: string;
  readonly currency: string;
  readonly at: Date;
  /** Minor units of each line, tax included. */
  readonly lines: readonly { readonly lineId: string; readonly gross: bigint }[];
}

/**
 * Writes sales, and what takes them back, into the ledger. What a refund takes from whom is read from the ledger itself: of the
 * sale, and of what was taken back before. Use in the transaction that makes it true.
 */
export class Bookkeeping {
  constructor(private readonly tx: Scope) {}

  sale(sale: Sale): Promise<void> {
    return this.tx.get(Ledger).post(salePosting(sale));
  }

  /** Money that no order waits for; the id is the payment's. */
  unexpected(payment: Amount): Promise<void> {
    return this.tx.get(Ledger).post(unexpectedPosting(payment));
  }

  /** It went back; the id is the refund's. */
  async unexpectedReturned(refund: Amount): Promise<void> {
    const { id } = await this.attempt(refund.id);
    await this.tx.get(Ledger).post(unexpectedRefundPosting({ ...refund, id }));
  }

  /** @throws RangeError for more than is left of a line */
  async refund(refund: TakenBack): Promise<void> {
    const { id } = await this.attempt(refund.id);
    await this.reverse(id, 'REFUND', refund, refundPosting);
  }

  /** A refund that came back: as if it had not been. */
  async refundFailed(refundId: string, at: Date): Promise<void> {
    const { id } = await this.attempt(refundId);
    await this.undo({ kind: 'REFUND', id }, { kind: 'REFUND_FAILED', id }, at);
  }

  /** A refund that failed may be asked for again: then it is another cause. */
  private async attempt(refundId: string): Promise<{ readonly id: string }> {
    const [{ failed }] = await this.tx.db.query<[{ failed: number }]>(FAILED, [refundId]);
    return { id: failed === 0 ? refundId : `${refundId}#${failed + 1}` };
  }

  /** A bank holds money back: shares of these lines are not paid out before it is decided. */
  async dispute(dispute: Amount, lines: TakenBack['lines'] = []): Promise<void> {
    if (await this.isPosted({ kind: 'DISPUTE', id: dispute.id })) return;
    const sold = await this.linesOf(lines.map(({ lineId }) => lineId));
    const held = heldBack(lines.map(({ lineId, gross }) => ({ ...sold(lineId), gross })));
    await this.tx.get(Ledger).post(disputePosting(dispute, held));
  }

  disputeWon(id: string, at: Date): Promise<void> {
    return this.undo({ kind: 'DISPUTE', id }, { kind: 'DISPUTE_WON', id }, at);
  }

  /** @throws RangeError for more than is left of a line */
  async disputeLost(dispute: TakenBack): Promise<void> {
    const entered = await this.entered({ kind: 'DISPUTE', id: dispute.id });
    const held = entered.filter(({ lineId }) => lineId !== null);
    await this.reverse(dispute.id, 'DISPUTE_LOST', dispute, (reversal) => disputeLostPosting(reversal, held));
  }

  private async reverse(
    id: string,
    kind: Cause['kind'],
    { lines, currency, at }: Omit<TakenBack, 'id'>,
    posting: (reversal: Reversal) => Posting,
  ): Promise<void> {
    const ids = lines.map(({ lineId }) => lineId).toSorted();
    for (const line of ids) await this.tx.db.query(LOCK, [line]);
    // What was posted is part of what was taken back before: to post it again would look like another one.
    if (await this.isPosted({ kind, id })) return;
    const sold = await this.linesOf(ids);
    const reversed = lines.map(({ lineId, gross }) => ({ ...sold(lineId), gross }));
    await this.tx.get(Ledger).post(posting({ id, currency, at, lines: reversed }));
  }

  private async isPosted(cause: Cause): Promise<boolean> {
    const found = await this.tx.db.query<unknown[]>('SELECT 1 FROM ledger_transaction WHERE id = $1', [
      transactionId(cause),
    ]);
    return found.length > 0;
  }

  private async undo(done: Cause, cause: Cause, at: Date): Promise<void> {
    const entries = await this.entered(done);
    const [first] = entries;
    if (!first) return;
    const posting: Posting = { cause: done, currency: first.currency, at, entries };
    await this.tx.get(Ledger).post(opposite(posting, cause, at));
  }

  private async entered(cause: Cause): Promise<(Omit<EnteredRow, 'minor'> & { readonly minor: bigint })[]> {
    const rows = await this.tx.db.query<EnteredRow[]>(ENTRIES, [transactionId(cause)]);
    return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
  }

  private async linesOf(ids: readonly string[]): Promise<(lineId: string) => Omit<ReversedLine, 'gross'>> {
    const rows = await this.tx.db.query<LineRow[]>(LINES, [ids]);
    const lines = Map.groupBy(rows, ({ lineId }) => lineId);
    return (lineId) => reversible(lineId, lines.get(lineId) ?? []);
  }
}

interface EnteredRow {
  readonly account: Account;
  readonly minor: string;
  readonly currency: string;
  readonly lineId: string | null;
  readonly availableAt: Date | null;
}

interface LineRow {
  readonly lineId: string;
  readonly isSale: boolean;
  readonly account: Account;
  readonly minor: string;
  readonly availableAt: Date | null;
}

function reversible(lineId: string, rows: readonly LineRow[]): Omit<ReversedLine, 'gross'> {
  const sold = rows.filter(({ isSale }) => isSale);
  const portion = ({ account, minor }: LineRow) => ({ account, minor: -BigInt(minor) });
  const kept = sold.filter(({ account }) => account === 'platform:revenue').map(portion);
  return {
    lineId,
    portions: [
      kept[0] ?? { account: 'platform:revenue', minor: 0n },
      ...sold.filter(({ account }) => account !== 'platform:revenue').map(portion),
    ],
    before: new Map(rows.filter(({ isSale }) => !isSale).map(({ account, minor }) => [account, BigInt(minor)])),
    availableAt: sold.find(({ availableAt }) => availableAt !== null)?.availableAt ?? null,
  };
}

const FAILED = `
  SELECT count(*)::int AS failed FROM ledger_transaction
   WHERE cause_kind = 'REFUND_FAILED' AND (cause_id = $1 OR starts_with(cause_id, $1 || '#'))`;
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('ledger line ' || $1, 0))`;
const ENTRIES = `
  SELECT account, minor, currency, line_id AS "lineId", available_at AS "availableAt" FROM ledger_entry
   WHERE transaction_id = $1 ORDER BY id`;
/** Whose the money was, by line: not where it came from or went to. */
const LINES = `
  SELECT entry.line_id AS "lineId", cause_kind = 'SALE' AS "isSale", account, sum(minor)::text AS minor,
         max(available_at) AS "availableAt"
    FROM ledger_entry entry JOIN ledger_transaction transaction ON transaction.id = entry.transaction_id
   WHERE entry.line_id = ANY($1) AND account NOT IN ('provider:clearing', 'disputes')
     AND cause_kind IN ('SALE', 'REFUND', 'REFUND_FAILED', 'DISPUTE_LOST')
   GROUP BY 1, 2, 3 ORDER BY 1, 3`;
