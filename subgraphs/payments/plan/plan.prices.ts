import { kitErrors } from '../../../kit/errors/kit-errors';
import { priceList } from '../../../kit/money/price-list';
import type { Scope } from '../../../kit/scope/scope';
import type { PlanPriceInput } from './plan.input';
import type { Plan } from './plan.entity';
import { PlanPrice, Rhythm } from './plan-price.entity';

interface Wanted {
  readonly rhythm: Rhythm;
  readonly currency: string;
  readonly minor: bigint;
}

/** What a plan costs, as it is written. Use in a transaction. */
export class PlanPrices {
  constructor(private readonly tx: Scope) {}

  /** Makes the list the current one: what stays the same keeps its price, what differs is a new one. @throws BAD_INPUT */
  async set({ id: planId, organisationId }: Plan, given: readonly PlanPriceInput[]): Promise<void> {
    const wanted = listOf(given);
    const current = await this.current(planId);
    const now = this.tx.clock.now();
    const gone = current.filter((price) => !wanted.some((each) => isSame(each, price)));
    const fresh = wanted.filter((each) => !current.some((price) => isSame(each, price)));
    if (gone.length > 0)
      await this.tx.db.update(
        PlanPrice,
        gone.map(({ id }) => id),
        { retiredAt: now },
      );
    const rows = fresh.map((each) => ({ ...each, id: this.tx.ids.next(), planId, organisationId, createdAt: now }));
    if (rows.length > 0) await this.tx.db.insert(PlanPrice, rows);
  }

  private current(planId: string): Promise<PlanPrice[]> {
    const query = this.tx.db.createQueryBuilder(PlanPrice, 'row').where({ planId });
    return query.andWhere('row.retiredAt IS NULL').getMany();
  }
}

function listOf(given: readonly PlanPriceInput[]): Wanted[] {
  return Object.values(Rhythm).flatMap((rhythm) => {
    const prices = given.filter((price) => price.rhythm === rhythm).map(({ amount }) => amount);
    const list = priceList(prices);
    if (list.some(({ minor }) => minor === 0n))
      throw kitErrors.BAD_INPUT({ fields: { prices: 'A plan costs something: free courses need none.' } });
    return list.map((price) => ({ ...price, rhythm }));
  });
}

function isSame(wanted: Wanted, price: Wanted): boolean {
  return wanted.rhythm === price.rhythm && wanted.currency === price.currency && wanted.minor === price.minor;
}
