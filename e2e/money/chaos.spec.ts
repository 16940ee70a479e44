import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../kit/identity/viewer';
import { Random } from '../../kit/random/random';
import { person } from '../../kit/testing/viewers';
import { couponFactory } from '../../subgraphs/payments/coupon/coupon.factory';
import { expireOrders } from '../../subgraphs/payments/checkout/expiry.job';
import { reconcilePayments } from '../../subgraphs/payments/payment/reconcile.job';
import { buy, pay } from './buying';
import { Market, type Bought } from './market';

/** 100 seeds of 50 orders by `npm run chaos:payments`. */
const seeds = Number(process.env['LYCEUM_TEST_SEEDS'] ?? 5);
const ordersPerSeed = Number(process.env['LYCEUM_TEST_ORDERS'] ?? 8);

let market: Market;
beforeAll(async () => {
  market = await Market.open();
});
afterAll(() => market.close());

interface Purchase extends Bought {
  readonly viewer: Viewer;
  readonly courseId: string;
}

/** What somebody does with an order that waits: most pay, some after a decline or with 3-D Secure, some never. */
async function finish(random: Random, purchase: Purchase): Promise<void> {
  if (random.chance(0.15)) return;
  if (random.chance(0.2)) await pay(market, purchase, 'pm_card_visa_chargeDeclined');
  if (random.chance(0.2)) {
    await pay(market, purchase, 'pm_card_threeDSecure2Required');
    market.emulator.control.authenticate(purchase.intentId);
  } else await pay(market, purchase);
}

/** As clients do: again with the same key, until somebody answers. The process that was killed is replaced by this one. */
async function insist(purchase: () => Promise<Bought>): Promise<Bought> {
  try {
    return await purchase();
  } catch {
    await market.kill();
    return purchase();
  }
}

/** Nobody has to wait until an hour is over. */
async function hurry(): Promise<void> {
  const { db } = market.scope();
  await db.query(`UPDATE customer_order SET expires_at = 'epoch' WHERE state IN ('CREATED', 'PENDING_PAYMENT')`);
  await db.query(`UPDATE payment SET looked_at = 'epoch' WHERE state NOT IN ('SUCCEEDED', 'CANCELLED')`);
  await db.query(`UPDATE refund SET updated_at = 'epoch' WHERE state IN ('REQUESTED', 'PENDING')`);
  for (const subgraph of ['payments', 'enrollment'] as const)
    await market.rows(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL`, [], subgraph);
}

async function comeToRest(): Promise<void> {
  await market.kill();
  market.emulator.control.disturb(null);
  await hurry();
  await market.settle();
  await reconcilePayments.run(market.scope(), {});
  await market.settle();
  await hurry();
  await expireOrders.run(market.scope(), {});
  await market.settle();
}

async function run(seed: number): Promise<Purchase[]> {
  const random = new Random(seed);
  const courseIds = [await market.course(3), await market.course(null)];
  const coupon = await couponFactory(market.scope(), { usageLimit: 100 });
  const disorder = { duplicate: 0.3, drop: 0.25, delay: 2, shuffle: 8 };
  market.emulator.control.disturb({ seed, ...disorder });
  await market.start();
  const doomed = random.between(1, ordersPerSeed - 1);
  const bought: Purchase[] = [];
  for (let place = 0; place < ordersPerSeed; place += 1) {
    const [viewer, courseId] = [person(randomUUID()), random.pick(courseIds)];
    const given = random.chance(0.3) ? { couponCodes: [coupon.code], expectedTotal: '4410' } : {};
    if (place === doomed) void market.kill();
    const made = await insist(() => buy(market, viewer, courseId, given));
    const purchase = { ...made, viewer, courseId };
    bought.push(purchase);
    await finish(random, purchase);
  }
  await comeToRest();
  await expectOneTruth(bought);
  const [{ taken, committed }] = (await market.rows<{ taken: number; committed: number }>(COUPON, [coupon.id])) as [
    { taken: number; committed: number },
  ];
  expect(taken).toBe(committed);
  return bought;
}

/** Each order agrees with the provider, with its learner, and with itself. */
async function expectOneTruth(bought: readonly Purchase[]): Promise<void> {
  for (const { orderId, intentId, viewer, courseId } of bought) {
    const intent = await market.stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge'] });
    const charge = intent.latest_charge as { amount_refunded: number } | null;
    const kept = intent.amount_received - (charge?.amount_refunded ?? 0);
    const [order] = await market.rows<{ state: string; total: string; entries: number; invoices: number }>(ORDER, [
      orderId,
    ]);
    const stays = await market.rows<{ status: string }>(STAYS, [viewer.id, courseId], 'enrollment');
    const truth = {
      state: order!.state,
      kept,
      stays: stays.map(({ status }) => status),
      posted: order!.entries,
      invoices: order!.invoices,
    };
    const total = Number(order!.total);
    expect([
      { state: 'FULFILLED', kept: total, stays: ['ACTIVE'], posted: 1, invoices: 1 },
      { state: 'REFUNDED', kept: 0, stays: [], posted: 1, invoices: 1 },
      { state: 'EXPIRED', kept: 0, stays: [], posted: 0, invoices: 0 },
    ]).toContainEqual(truth);
    expect(['succeeded', 'canceled']).toContain(intent.status);
    expect(order!.state === 'EXPIRED').toBe(intent.status === 'canceled');
  }
}

const ORDER = `
  SELECT state, total_minor AS total,
         (SELECT count(*)::int FROM ledger_transaction WHERE cause_kind = 'SALE' AND cause_id = customer_order.id::text) AS entries,
         (SELECT count(*)::int FROM invoice WHERE order_id = customer_order.id) AS invoices
    FROM customer_order WHERE id = $1`;
const STAYS = `SELECT status FROM enrollment WHERE user_id = $1 AND course_id = $2`;
const COUPON = `
  SELECT taken, (SELECT count(*)::int FROM coupon_redemption JOIN customer_order ON customer_order.id = order_id
    WHERE coupon_id = coupon.id AND coupon_redemption.state = 'COMMITTED' AND paid_at IS NOT NULL) AS committed
    FROM coupon WHERE id = $1`;

it.each(Array.from({ length: seeds }, (_, index) => index + 1))(
  `Provider webhooks: shuffled, duplicated, late, a quarter lost, and the process killed: one truth for each of ${ordersPerSeed} orders (seed %s)`,
  async (seed) => {
    const bought = await run(seed);
    expect(new Set(bought.map(({ orderId }) => orderId)).size).toBe(ordersPerSeed);
  },
);

it('nothing was charged without an order or a refund, no seat was sold twice, and the ledger is in balance', async () => {
  const known = new Set(
    (await market.rows<{ id: string }>('SELECT provider_id AS id FROM payment')).map(({ id }) => id),
  );
  for await (const charge of market.stripe.charges.list({ limit: 100 }))
    if (charge.paid) expect(known).toContain(charge.payment_intent);
  const sums = await market.rows('SELECT currency, sum(minor)::text AS sum FROM ledger_entry GROUP BY currency');
  expect(sums).toEqual([{ currency: 'EUR', sum: '0' }]);
  const seats = await market.rows<{ taken: number; stays: number; capacity: number | null }>(SEATS, [], 'enrollment');
  for (const { taken, stays, capacity } of seats) {
    expect(taken).toBe(stays);
    expect(taken).toBeLessThanOrEqual(capacity ?? taken);
  }
  expect(await market.rows(GAPS)).toEqual([]);
});

const SEATS = `
  SELECT taken, capacity, (SELECT count(*)::int FROM enrollment WHERE enrollment.run_id = run_seats.run_id AND status = 'ACTIVE') AS stays
    FROM run_seats`;
const GAPS = `SELECT sequence FROM (SELECT sequence, row_number() OVER (ORDER BY sequence) AS place FROM invoice) numbered WHERE sequence <> place`;
