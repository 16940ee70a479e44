import type { SelectQueryBuilder } from 'typeorm';
import { page } from '../../../kit/database/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { mayAudit } from '../user/staff';
import { PayoutRun } from './payout-run.entity';
import { Payout } from './payout.entity';
import type { PayoutFilter, PayoutsArgs } from './payout.input';

/** Lists of payouts and of their runs. */
export class PayoutLists {
  constructor(private readonly scope: Scope) {}

  /** One's own, or everybody's for the marketplace's staff; the newest first. @throws UNAUTHENTICATED, BAD_CURSOR */
  payouts({ filter, ...args }: PayoutsArgs): Promise<Page<Payout>> {
    const { scope } = this;
    if (scope.viewer.claims.kind === 'anonymous') throw kitErrors.UNAUTHENTICATED();
    const where = (query: SelectQueryBuilder<Payout>): void => {
      if (!mayAudit(scope.viewer)) query.andWhere('row.user_id = CAST(:payee AS uuid)', { payee: scope.viewer.id });
      narrowPayouts(query, filter ?? {});
    };
    const order = { by: 'at', direction: 'DESC' } as const;
    return page(scope, { name: 'payouts', entity: Payout, order, where }, args);
  }

  /** The newest first; null for who may not know. @throws BAD_CURSOR */
  async runs(args: PageArgs): Promise<Page<PayoutRun> | null> {
    if (!mayAudit(this.scope.viewer)) return null;
    const order = { by: 'at', direction: 'DESC' } as const;
    return page(this.scope, { name: 'payoutRuns', entity: PayoutRun, order }, args);
  }
}

function narrowPayouts(query: SelectQueryBuilder<Payout>, filter: PayoutFilter): void {
  const { states, userId, runId, from, until } = filter;
  if (states) query.andWhere('row.state = ANY(:states)', { states });
  if (userId) query.andWhere('row.user_id = :userId', { userId });
  if (runId) query.andWhere('row.run_id = :runId', { runId });
  if (from) query.andWhere('row.at >= :from', { from });
  if (until) query.andWhere('row.at < :until', { until });
}
