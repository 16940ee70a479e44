import DataLoader from 'dataloader';
import type { Loader } from '../../../kit/database/loaders';
import { Money } from '../../../kit/money/money';
import type { Scope } from '../../../kit/scope/scope';
import { affiliatePayable, instructorPayable } from '../ledger/account';
import { Balances } from '../ledger/balances';
import { mayAudit } from '../user/staff';
import { Earnings, EarningsRole } from './payout.input';

/** As what the holder of an account earned what is on it. */
export function roleOf(account: string): EarningsRole {
  return account.startsWith('instructor:') ? EarningsRole.INSTRUCTOR : EarningsRole.AFFILIATE;
}

/** What people earned, by currency: for themselves, and for the marketplace's staff. */
export class EarningsLoaders {
  private readonly all: Loader<string, Earnings[]>;

  constructor(private readonly scope: Scope) {
    this.all = new DataLoader((userIds) => this.read(userIds));
  }

  async of(userId: string): Promise<Earnings[] | null> {
    const { viewer } = this.scope;
    return viewer.is(userId) || mayAudit(viewer) ? this.all.load(userId) : null;
  }

  private async read(userIds: readonly string[]): Promise<Earnings[][]> {
    const accounts = userIds.flatMap((id) => [instructorPayable(id), affiliatePayable(id)]);
    const balances = await this.scope.get(Balances).of(accounts);
    const paid = new Map<string, bigint>();
    for (const row of await this.scope.db.query<{ account: string; currency: string; minor: string }[]>(PAID, [
      accounts,
    ]))
      paid.set(`${row.account} ${row.currency}`, BigInt(row.minor));
    const groups = Map.groupBy(balances, ({ account }) => account.split(':')[1]!);
    return userIds.map((id) =>
      (groups.get(id) ?? []).map(({ account, currency, total, pending }) => {
        // The ledger's credits are what they are owed.
        const money = (minor: bigint): Money => Money.of(minor, currency);
        return Object.assign(new Earnings(), {
          role: roleOf(account),
          pending: money(-pending),
          available: money(pending - total),
          paid: money(paid.get(`${account} ${currency}`) ?? 0n),
        });
      }),
    );
  }
}

const PAID = `
  SELECT account, currency, sum(minor)::text AS minor FROM payout
   WHERE account = ANY($1) AND state IN ('PLANNED', 'PAID') GROUP BY account, currency`;
