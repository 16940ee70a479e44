import type { Scope } from '../../../kit/scope/scope';
import { BillingDetails } from '../invoice/billing-details.entity';
import { sellerOf } from '../invoice/seller';
import { keptPdf } from '../pdf/kept-pdf';
import type { PayoutRun } from './payout-run.entity';
import { Payout } from './payout.entity';
import { Statements } from './statement';
import { runStatementView, statementView, type Printed } from './statement.view';

/** Payouts that are printed of a run; the CSV has all. */
const most = 2_000;

/** Statements as PDF: set when somebody wants to read one, and kept. */
export class StatementPdf {
  constructor(private readonly scope: Scope) {}

  /** The key of the object that holds the statement of a payout. */
  async ofPayout(payout: Payout): Promise<string> {
    const details = await this.scope.db.findOneBy(BillingDetails, { userId: payout.userId });
    const { name, address, locale } = details ?? { name: payout.userId, address: [], locale: 'en' };
    const sums = await this.scope.get(Statements).sums(payout);
    const view = statementView(payout, sums, { ...this.payer(), payee: { name, lines: address }, locale });
    return keptPdf(this.scope, 'statement', view, `payout-${payout.id}.pdf`);
  }

  /** The same of a run. */
  async ofRun(run: PayoutRun): Promise<string> {
    const order = { account: 'ASC', currency: 'ASC' } as const;
    const payouts = await this.scope.db.find(Payout, { where: { runId: run.id }, order, take: most });
    const totals = await this.scope.db.query<{ currency: string; state: string; count: number; minor: string }[]>(
      TOTALS,
      [run.id],
    );
    const sums = totals.map((total) => ({ ...total, minor: BigInt(total.minor) }));
    return keptPdf(
      this.scope,
      'statement',
      runStatementView(run, payouts, sums, this.payer()),
      `payouts-${run.id}.pdf`,
    );
  }

  private payer(): { readonly payer: Printed; readonly zone: string } {
    const { name, address } = sellerOf(this.scope.config);
    return { payer: { name, lines: address }, zone: this.scope.config.SELLER_ZONE };
  }
}

const TOTALS = `
  SELECT currency, state, count(*)::int AS count, sum(minor)::text AS minor FROM payout WHERE run_id = $1
   GROUP BY currency, state ORDER BY currency, state`;
