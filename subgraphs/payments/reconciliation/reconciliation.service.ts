import type { SelectQueryBuilder } from 'typeorm';
import { page } from '../../../kit/database/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { onBehalfOf } from '../../../kit/identity/signed-in';
import { defineCron, enqueue } from '../../../kit/jobs/job';
import { RequestKeys } from '../../../kit/requests/request-keys';
import { daysBefore } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import { mayAudit, mayManage } from '../user/staff';
import { ReconciliationDifference } from './difference.entity';
import { Reconciliation, ReconciliationState } from './reconciliation.entity';
import type { DifferencesArgs, ReconcileInput } from './reconciliation.input';
import { reconcileLedger } from './reconciliation.job';
import { reconciliationPolicy } from './reconciliation.policy';

/** Days that are compared where nobody says otherwise. */
const usual = 35;
/** Milliseconds within which both sides come to know of the same thing. */
const grace = 3_600_000;

/** Begins comparisons of the ledger with what the provider says, and lists what they found. */
export class ReconciliationService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, IDEMPOTENCY_KEY_REUSED */
  reconcile(input: ReconcileInput): Promise<Reconciliation> {
    return this.scope.transaction(async (tx) => {
      onBehalfOf(tx.viewer);
      if (!mayManage(tx.viewer)) throw kitErrors.NOT_FOUND({ thing: 'marketplace' });
      return tx.get(RequestKeys).once('reconcile', input, {
        run: () => tx.get(ReconciliationService).begin(input.since ?? null),
        remember: ({ id }) => id,
        recall: (id: string) => tx.require(Reconciliation, id, reconciliationPolicy.see),
      });
    });
  }

  async begin(since: Date | null): Promise<Reconciliation> {
    const { scope: tx } = this;
    const at = tx.clock.now();
    const reconciliation = Object.assign(new Reconciliation(), {
      state: ReconciliationState.RUNNING,
      since: since ?? daysBefore(at, usual),
      until: new Date(at.getTime() - grace),
      at,
      movements: 0,
      balances: [],
    });
    await tx.save(reconciliation);
    await enqueue(tx, reconcileLedger, { id: reconciliation.id }, { key: `reconcile:${reconciliation.id}` });
    return reconciliation;
  }

  /** The newest first; null for who may not know. @throws BAD_CURSOR */
  async list(args: PageArgs): Promise<Page<Reconciliation> | null> {
    if (!mayAudit(this.scope.viewer)) return null;
    const order = { by: 'at', direction: 'DESC' } as const;
    return page(this.scope, { name: 'reconciliations', entity: Reconciliation, order }, args);
  }

  /** The newest first; null for who may not know. @throws BAD_CURSOR */
  async differences({ filter, ...args }: DifferencesArgs): Promise<Page<ReconciliationDifference> | null> {
    if (!mayAudit(this.scope.viewer)) return null;
    const order = { by: 'at', direction: 'DESC' } as const;
    const { isOpen = true, reason, currency } = filter ?? {};
    const where = (query: SelectQueryBuilder<ReconciliationDifference>): void => {
      if (isOpen !== null) query.andWhere(`row.resolvedAt IS ${isOpen ? '' : 'NOT '}NULL`);
      if (reason != null) query.andWhere('row.reason = :reason', { reason });
      if (currency != null) query.andWhere('row.currency = :currency', { currency });
    };
    return page(this.scope, { name: 'differences', entity: ReconciliationDifference, order, where }, args);
  }
}

/** Every night. Without a provider there is nothing to compare with. */
export const reconcileLedgerNightly = defineCron('reconcile_ledger_nightly', '37 2 * * *', async (scope) => {
  if (scope.config.STRIPE_SECRET_KEY === undefined) return;
  await scope.transaction((tx) => tx.get(ReconciliationService).begin(null));
});
