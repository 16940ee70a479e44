import type { Scope } from '../../../kit/scope/scope';
import { Ledger } from '../ledger/ledger';
import { feePosting, settlementPosting } from '../ledger/transfer.posting';
import { BalanceProvider, type ProviderMovement } from '../provider/balance-provider';

/** Types of movements that are fees themselves, and no fee of something else. */
const fees: ReadonlySet<string> = new Set(['stripe_fee', 'stripe_fx_fee', 'network_cost', 'tax_fee']);
/** To our own bank account, and back from there. */
const settlements: ReadonlySet<string> = new Set(['payout', 'payout_cancel', 'payout_failure', 'topup']);

/** Reads what the provider says, and enters into the ledger what only it knows: its fees, and what it paid out to our bank. */
export class Movements {
  constructor(private readonly scope: Scope) {}

  /** @returns how many there were */
  async read(since: Date): Promise<number> {
    let count = 0;
    for await (const page of this.scope.get(BalanceProvider).movements(since)) {
      await this.scope.transaction((tx) => tx.get(Movements).keep(page));
      count += page.length;
    }
    return count;
  }

  /** Those that are known already change nothing. */
  async keep(page: readonly ProviderMovement[]): Promise<void> {
    await this.scope.db.query(KEEP, [
      page.map(({ id }) => id),
      page.map(({ type }) => type),
      page.map(({ currency }) => currency),
      page.map(({ minor }) => minor.toString()),
      page.map(({ fee }) => fee.toString()),
      page.map(({ sourceId }) => sourceId),
      page.map(({ payoutId }) => payoutId),
      page.map(({ at }) => at),
    ]);
    for (const movement of page) await this.enter(movement);
  }

  private async enter({ id, type, currency, minor, fee, at }: ProviderMovement): Promise<void> {
    const ledger = this.scope.get(Ledger);
    const charged = fees.has(type) ? fee - minor : fee;
    await ledger.post(feePosting({ id, currency, minor: charged, at }));
    if (settlements.has(type)) await ledger.post(settlementPosting({ id, currency, minor: -minor, at }));
  }
}

const KEEP = `
  INSERT INTO provider_movement (id, type, currency, minor, fee_minor, source_id, payout_id, at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::timestamptz[])
  ON CONFLICT (id) DO NOTHING`;
