import type { Scope } from '../../../kit/scope/scope';
import { Balances } from '../ledger/balances';
import { BalanceProvider } from '../provider/balance-provider';
import { compare } from './comparison';
import { Movements } from './movements';
import { Reconciliation, ReconciliationState, type BalancePair } from './reconciliation.entity';

/** Reads what the provider says, and compares. Done twice, it finds the same. */
export class Reconciler {
  constructor(private readonly scope: Scope) {}

  /** @throws PAYMENTS_UNAVAILABLE for another attempt later */
  async carryOut(id: string): Promise<void> {
    const known = await this.scope.db.findOneBy(Reconciliation, { id });
    if (known?.state !== ReconciliationState.RUNNING) return;
    const movements = await this.scope.get(Movements).read(known.since);
    const provider = await this.scope.get(BalanceProvider).balance();
    await this.scope.transaction(async (tx) => {
      await compare(tx, known.since, known.until);
      const balances = await balancesBeside(tx, provider);
      await tx.save(Object.assign(known, { state: ReconciliationState.DONE, movements, balances }));
    });
  }
}

async function balancesBeside(tx: Scope, provider: ReadonlyMap<string, bigint>): Promise<BalancePair[]> {
  const ledger = new Map(
    (await tx.get(Balances).of(['provider:clearing'])).map(({ currency, total }) => [currency, total]),
  );
  const currencies = [...new Set([...ledger.keys(), ...provider.keys()])].toSorted();
  const digits = (of: ReadonlyMap<string, bigint>, currency: string): string => String(of.get(currency) ?? 0n);
  return currencies.map((currency) => ({
    currency,
    ledger: digits(ledger, currency),
    provider: digits(provider, currency),
  }));
}
