import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { Balances } from '../ledger/balances';
import { Bookkeeping } from '../ledger/bookkeeping';
import { proveLedger } from '../ledger/proof.job';
import { PayoutAccount } from '../payout/payout-account.entity';
import { PayoutAccounts } from '../payout/payout-accounts';
import { PayoutRuns } from '../payout/payout-runs';
import { PayoutSending } from '../payout/payout-sending';
import { Payout } from '../payout/payout.entity';
import { Club } from '../testing/club';
import { Till } from '../testing/till';

const till = new Till();
const { house } = till;
const club = new Club(till);
const manager = person(randomUUID(), { grants: [grant('treasurer', ['payments.manage'])] });
const auditor = person(randomUUID(), { grants: [grant('auditor', ['payments.read'])] });

interface Shown {
  readonly reason: string;
  readonly cause: { readonly kind: string; readonly id: string } | null;
  readonly ledger: { readonly minor: string };
  readonly provider: { readonly minor: string };
  readonly resolvedAt: string | null;
}
interface Balance {
  readonly currency: string;
  readonly ledger: { readonly minor: string };
  readonly provider: { readonly minor: string };
}

/** Two hours later, when nothing is on its way any more. */
async function reconcile(): Promise<Balance[]> {
  await till.settle();
  house.clock.advance({ hours: 2 });
  const RECONCILE = `mutation { reconcile(input: {}) { reconciliation { id state } } }`;
  const begun = await house.data<{ reconcile: { reconciliation: { id: string } } }>(RECONCILE, { viewer: manager });
  await house.settle();
  const { id } = begun.reconcile.reconciliation;
  const query = `query ($id: ID!) { reconciliation(id: $id) { state movements balances { currency ledger { minor } provider { minor } } } }`;
  const { reconciliation } = await house.data<{ reconciliation: { state: string; balances: Balance[] } }>(query, {
    viewer: auditor,
    variables: { id },
  });
  expect(reconciliation.state).toBe('DONE');
  return reconciliation.balances;
}

async function differences(filter: object | null = null): Promise<Shown[]> {
  const query = `query ($filter: ReconciliationDifferenceFilter) { reconciliationDifferences(filter: $filter) { nodes {
    reason movementId cause { kind id } ledger { minor } provider { minor } resolvedAt } } }`;
  const shown = await house.data<{ reconciliationDifferences: { nodes: Shown[] } }>(query, {
    viewer: auditor,
    variables: { filter },
  });
  return shown.reconciliationDifferences.nodes;
}

async function bought(given: object = {}) {
  const viewer = till.buyer();
  const { courseId } = await till.course();
  const begun = await till.order(viewer, [courseId], given);
  await till.pay(begun);
  await till.settle();
  return till.see(viewer, begun.order.id);
}

const chargeOf = async (orderId: string): Promise<string> => {
  const [row] = await house
    .as()
    .db.query<{ id: string }[]>('SELECT charge_id AS id FROM payment WHERE order_id = $1', [orderId]);
  return row!.id;
};
const chargeFor = async ({ id }: Viewer): Promise<string> => {
  const [row] = await house
    .as()
    .db.query<{ id: string }[]>(
      'SELECT charge_id AS id FROM subscription_charge JOIN subscription ON subscription.id = subscription_id WHERE user_id = $1',
      [id],
    );
  return row!.id;
};
const books = <T>(work: (book: Bookkeeping) => Promise<T>): Promise<T> =>
  house.as().transaction((tx) => work(tx.get(Bookkeeping)));

it('sales, subscriptions, refunds and fees agree, and so do the balances; a second look finds the same', async () => {
  const [sold, refused] = [await bought(), await bought()];
  const plan = await club.plan();
  const [kept, refunded, lost] = [till.buyer(), till.buyer(), till.buyer()];
  for (const buyer of [kept, refunded, lost]) await club.subscribe(buyer, plan);
  await till.stripe.refunds.create({ charge: await chargeFor(refunded), amount: 700 });
  till.emulator.control.decide(till.emulator.control.dispute(await chargeFor(lost)), 'lose');
  await till.answer(sold);
  await till.answer(refused, 'COURSE_FULL');
  await till.settle();
  for (let time = 0; time < 2; time += 1) {
    const balances = await reconcile();
    expect(await differences()).toEqual([]);
    expect(balances).toEqual([
      {
        currency: 'EUR',
        ledger: { minor: expect.any(String) as string },
        provider: { minor: balances[0]!.provider.minor },
      },
    ]);
    expect(balances[0]!.ledger).toEqual(balances[0]!.provider);
  }
  const fees = await house.as().get(Balances).in('fees', 'EUR');
  expect(fees.total > 0n).toBe(true);
  expect(await proveLedger(house.as())).toEqual([]);
});

it('a charge that was not made by us is money of which the ledger knows nothing', async () => {
  await till.stripe.paymentIntents.create({
    amount: 777,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'https://lyceum.test/',
  });
  await reconcile();
  expect(await differences()).toMatchObject([
    { reason: 'UNKNOWN_MOVEMENT', ledger: { minor: '0' }, provider: { minor: '777' }, resolvedAt: null },
  ]);
});

it('a sale that the provider did not charge is missing there', async () => {
  const orderId = randomUUID();
  const at = house.clock.now();
  const line = { id: randomUUID(), net: 500n, tax: 0n, gross: 500n, jurisdiction: 'DE', shares: [] };
  await books((book) => book.sale({ orderId, currency: 'EUR', at, availableAt: at, lines: [line] }));
  await reconcile();
  expect(await differences({ reason: 'MISSING_AT_PROVIDER' })).toMatchObject([
    { cause: { kind: 'SALE', id: orderId }, ledger: { minor: '500' }, provider: { minor: '0' } },
  ]);
});

it('a dispute agrees; entered with another amount it does not, until it is put right', async () => {
  const order = await bought();
  till.emulator.control.dispute(await chargeOf(order.id));
  await reconcile();
  expect(await differences({ reason: 'AMOUNT_DIFFERS' })).toEqual([]);
  const [{ id }] = await house
    .as()
    .db.query<[{ id: string }]>('SELECT id FROM dispute WHERE order_id = $1', [order.id]);
  const enter = (times: number, minor: bigint): Promise<void> =>
    books((book) => book.dispute({ id: `${id}#${times}`, currency: 'EUR', minor, at: house.clock.now() }));
  await enter(2, 900n);
  await reconcile();
  expect(await differences({ reason: 'AMOUNT_DIFFERS' })).toMatchObject([
    { cause: { kind: 'DISPUTE', id }, ledger: { minor: '-5800' }, provider: { minor: '-4900' } },
  ]);
  // As in every book, by what comes on top.
  await enter(3, -900n);
  await reconcile();
  expect(await differences({ reason: 'AMOUNT_DIFFERS' })).toEqual([]);
});

it('payouts agree, and those that were taken back', async () => {
  const teacher = person(randomUUID());
  const before = (await differences()).length;
  await till.stripe.paymentIntents.create({
    amount: 100_000,
    currency: 'eur',
    confirm: true,
    payment_method: 'pm_card_bypassPending',
    return_url: 'https://lyceum.test/',
  });
  const urls = { returnUrl: 'https://lyceum.test/a', refreshUrl: 'https://lyceum.test/b' };
  await house
    .as(teacher)
    .get(PayoutAccounts)
    .onboard({ country: 'DE', ...urls });
  const { accountId } = await house.as().db.findOneByOrFail(PayoutAccount, { userId: teacher.id! });
  till.emulator.control.onboard(accountId);
  await house.as(teacher).get(PayoutAccounts).refresh();
  const { courseId } = await till.course({ instructorIds: [teacher.id!] });
  for (let time = 0; time < 2; time += 1) {
    const viewer = till.buyer();
    await till.pay(await till.order(viewer, [courseId]));
  }
  await till.settle();
  house.clock.advance({ days: 31 });
  await house.as().get(PayoutRuns).begin(null);
  await house.settle();
  const payout = await house.as().db.findOneByOrFail(Payout, { userId: teacher.id! });
  expect(payout).toMatchObject({ minor: 6_860n, state: 'PAID' });
  await house.as(manager).get(PayoutSending).reverse(payout.id);
  await reconcile();
  // The charge that fills the provider's account is not ours.
  expect(await differences()).toHaveLength(before + 1);
});

it('a refund that was made at the provider itself is unknown to the ledger', async () => {
  const order = await bought();
  await till.stripe.refunds.create({ charge: await chargeOf(order.id), amount: 100 });
  await reconcile();
  expect(await differences({ reason: 'UNKNOWN_MOVEMENT' })).toContainEqual(
    expect.objectContaining({ ledger: { minor: '0' }, provider: { minor: '-100' } }),
  );
});

it('what the provider settles in another currency is one line, which says so', async () => {
  const order = await bought();
  await reconcile();
  const open = (await differences()).length;
  const settledIn = (currency: string, minor: number) =>
    house.as().transaction(async (tx) => {
      const change = 'UPDATE provider_movement SET currency = $2, minor = $3 WHERE source_id = $1';
      await tx.db.query(change, [await chargeOf(order.id), currency, minor]);
    });
  await settledIn('USD', 5_300);
  await reconcile();
  const query = `{ reconciliationDifferences(filter: { reason: OTHER_CURRENCY }) { nodes { cause { kind id }
    ledger { minor currency } provider { minor currency } } } }`;
  const one = {
    cause: { kind: 'SALE', id: order.id },
    ledger: { minor: '4900', currency: 'EUR' },
    provider: { minor: '5300', currency: 'USD' },
  };
  expect(await house.data(query, { viewer: auditor })).toEqual({ reconciliationDifferences: { nodes: [one] } });
  expect(await differences()).toHaveLength(open + 1);
  await settledIn('USD', -5_300);
  await reconcile();
  expect(await differences()).toHaveLength(open + 2);
  await settledIn('EUR', 4_900);
  await reconcile();
  expect(await differences()).toHaveLength(open);
});

it('what is cleared up is settled, and stays listed as such', async () => {
  const before = await differences({ isOpen: false });
  const missing = (await differences({ reason: 'MISSING_AT_PROVIDER' }))[0]!;
  const orderId = missing.cause!.id;
  const [line] = await house
    .as()
    .db.query<{ id: string }[]>(
      `SELECT DISTINCT line_id AS id FROM ledger_entry JOIN ledger_transaction ON ledger_transaction.id = transaction_id WHERE cause_id = $1`,
      [orderId],
    );
  expect(line).toBeDefined();
  // The provider did charge it, as turned out: its balance transaction was late.
  await house.as().db.query(
    `INSERT INTO provider_movement (id, type, currency, minor, fee_minor, source_id, at)
     SELECT 'txn_late', 'charge', 'EUR', 500, 0, 'ch_late', at FROM reconciliation_difference WHERE cause_id = $1`,
    [orderId],
  );
  await house.as().db.query(
    `INSERT INTO customer_order SELECT (customer_order).* FROM (
       SELECT jsonb_populate_record(row, jsonb_build_object('id', $1::text)) AS customer_order FROM customer_order row LIMIT 1) made`,
    [orderId],
  );
  await house.as().db.query(
    `INSERT INTO payment SELECT (payment).* FROM (
       SELECT jsonb_populate_record(row, jsonb_build_object('id', gen_random_uuid(), 'order_id', $1::text, 'charge_id', 'ch_late',
         'provider_id', 'pi_late', 'page_id', null)) AS payment FROM payment row LIMIT 1) made`,
    [orderId],
  );
  await reconcile();
  expect(await differences({ reason: 'MISSING_AT_PROVIDER' })).toEqual([]);
  const settled = await differences({ isOpen: false });
  expect(settled.length).toBeGreaterThan(before.length);
  expect(settled).toContainEqual(expect.objectContaining({ cause: { kind: 'SALE', id: orderId } }));
});

it('existence: comparisons are for the marketplace’s staff', async () => {
  const query = '{ reconciliations { nodes { id } } reconciliationDifferences { nodes { id } } }';
  const shown = await house.data<{ reconciliations: { nodes: { id: string }[] } }>(query, { viewer: auditor });
  const id = shown.reconciliations.nodes[0]!.id;
  const elsewhere = person(randomUUID(), {
    organisations: [randomUUID()],
    grants: [grant('treasurer', ['payments.manage'], { organisationId: randomUUID() })],
  });
  const doors = `query ($id: ID!, $of: [_Any!]!) { reconciliation(id: $id) { id } reconciliations { nodes { id } }
    reconciliationDifferences { nodes { id } } found: _entities(representations: $of) { ... on Reconciliation { id } } }`;
  const variables = { id, of: [{ __typename: 'Reconciliation', id }] };
  for (const viewer of [Viewer.anonymous, person(randomUUID()), elsewhere]) {
    expect(await house.data(doors, { viewer, variables })).toEqual({
      reconciliation: null,
      reconciliations: null,
      reconciliationDifferences: null,
      found: [null],
    });
  }
  expect(await house.data(doors, { viewer: administrator(randomUUID()), variables })).toMatchObject({
    found: [{ id }],
  });
  const RECONCILE = 'mutation { reconcile(input: {}) { reconciliation { id } } }';
  for (const viewer of [auditor, elsewhere])
    expect((await house.run(RECONCILE, { viewer })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
});
