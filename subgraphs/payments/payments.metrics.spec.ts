import { shownMetrics } from '../../kit/testing/shown-metrics';
import { daysAfter } from '../../kit/scope/clock';
import { subgraphTest } from '../../kit/testing/subgraph-test';
import { payments } from '.';
import type { Dispute } from './dispute/dispute.entity';
import { disputeFactory } from './dispute/dispute.factory';
import { DisputeState } from './dispute/dispute.states';
import { proveLedger } from './ledger/proof.job';
import { orderFactory } from './order/order.factory';
import { OrderState } from './order/order.states';
import { differenceFactory } from './reconciliation/reconciliation.factory';
import { SubscriptionEnding } from './subscription/subscription.entity';
import { subscriptionFactory } from './subscription/subscription.factory';
import { SubscriptionState } from './subscription/subscription.states';

const house = subgraphTest(payments);

const shown = (): Promise<string[]> => shownMetrics(house);

it('shows operators how selling goes, what waits, and whether the books are right', async () => {
  const quiet = await shown();
  expect(quiet).toEqual(
    expect.arrayContaining([
      'lyceum_payments_webhook_age_seconds 0',
      'lyceum_payments_reservations{state="overdue"} 0',
      'lyceum_payments_refunds_failed 0',
      'lyceum_payments_reconciliation_differences{reason="AMOUNT_DIFFERS"} 0',
    ]),
  );
  expect(quiet.join('\n')).not.toContain('lyceum_payments_ledger');
  const [order] = await house.make(orderFactory, [{}, { state: OrderState.EXPIRED }, { state: OrderState.EXPIRED }]);
  await house.make(differenceFactory, [{}]);
  await house
    .as()
    .db.query(
      `INSERT INTO provider_event (id, type, object, object_id, received_at) VALUES ('evt_1', 'x', 'x', 'x', $1)`,
      [house.clock.now()],
    );
  const disputed = (days: number, given: Partial<Dispute> = {}) => {
    return { orderId: order!.id, evidenceDueAt: daysAfter(house.clock.now(), days), ...given };
  };
  const now = house.clock.now();
  const answered = disputed(1, { evidence: 'They watched all of it.', evidenceSubmittedAt: now });
  const over = disputed(1, { state: DisputeState.LOST, closedAt: now });
  await house.make(disputeFactory, [disputed(2), disputed(5), disputed(6), answered, over]);
  await proveLedger(house.as());
  house.clock.advance({ minutes: 2 });
  expect(await shown()).toEqual(
    expect.arrayContaining([
      'lyceum_payments_orders{state="EXPIRED"} 2',
      'lyceum_payments_orders{state="PENDING_PAYMENT"} 1',
      'lyceum_payments_webhook_age_seconds 120',
      'lyceum_payments_disputes{state="due"} 1',
      'lyceum_payments_disputes{state="unanswered"} 2',
      'lyceum_payments_disputes{state="answered"} 1',
      'lyceum_payments_ledger_problems 0',
      'lyceum_payments_ledger_proof_age_seconds 120',
      'lyceum_payments_reconciliation_differences{reason="UNKNOWN_MOVEMENT"} 1',
    ]),
  );
  house.clock.advance({ days: 1 });
  expect((await shown()).join('\n')).not.toContain('lyceum_payments_orders{');
});

it('shows operators how many subscribe, who goes, whether renewals are paid, and what should have ended', async () => {
  const now = house.clock.now();
  const { ACTIVE, PAST_DUE, CANCELLED, INCOMPLETE_EXPIRED } = SubscriptionState;
  const [active] = await house.make(subscriptionFactory, [
    { state: ACTIVE },
    { state: PAST_DUE, graceEndsAt: daysAfter(now, 7) },
    { state: PAST_DUE, graceEndsAt: daysAfter(now, 3) },
    { state: PAST_DUE, graceEndsAt: daysAfter(now, -1) },
    { state: CANCELLED, endedAt: now, ending: SubscriptionEnding.UNPAID },
    { state: CANCELLED, endedAt: daysAfter(now, -2), ending: SubscriptionEnding.REQUESTED },
    { state: INCOMPLETE_EXPIRED, endedAt: now, ending: SubscriptionEnding.UNPAID },
  ]);
  await house.as().db.query(
    `INSERT INTO subscription_charge (id, subscription_id, provider_id, currency, total_minor, paid_minor, paid_at)
     VALUES (gen_random_uuid(), $1, 'in_1', 'EUR', 2000, 2000, $2)`,
    [active!.id, now],
  );
  expect(await shown()).toEqual(
    expect.arrayContaining([
      'lyceum_payments_subscriptions{state="ACTIVE"} 1',
      'lyceum_payments_subscriptions{state="PAST_DUE"} 3',
      'lyceum_payments_subscriptions{state="PAUSED"} 0',
      'lyceum_payments_subscriptions_ended{reason="UNPAID"} 1',
      'lyceum_payments_subscriptions_ended{reason="REQUESTED"} 0',
      'lyceum_payments_renewals{outcome="paid"} 1',
      'lyceum_payments_renewals{outcome="failed"} 1',
      'lyceum_payments_subscriptions_overdue 1',
    ]),
  );
});
