import type { Factory } from '../../../kit/testing/subgraph-test';
import { DifferenceReason, ReconciliationDifference } from './difference.entity';
import { Reconciliation, ReconciliationState } from './reconciliation.entity';

/** A comparison that found nothing. */
export const reconciliationFactory: Factory<Partial<Reconciliation>, Reconciliation> = (scope, given) => {
  const at = scope.clock.now();
  const facts = { state: ReconciliationState.DONE, since: at, until: at, at, movements: 0, balances: [] };
  return scope.save(Object.assign(new Reconciliation(), facts, given));
};

/** 7.77 EUR that came from nowhere. */
export const differenceFactory: Factory<Partial<ReconciliationDifference>, ReconciliationDifference> = async (
  scope,
  given,
) => {
  const now = scope.clock.now();
  const facts = {
    id: scope.ids.next(),
    reason: DifferenceReason.UNKNOWN_MOVEMENT,
    what: 'movement txn_1',
    movementId: 'txn_1',
    causeKind: null,
    causeId: null,
    currency: 'EUR',
    ledgerMinor: 0n,
    providerMinor: 777n,
    providerCurrency: 'EUR',
    at: now,
    foundAt: now,
    seenAt: now,
    resolvedAt: null,
  };
  const difference = Object.assign(new ReconciliationDifference(), facts, given);
  await scope.db.insert(ReconciliationDifference, difference);
  return difference;
};
