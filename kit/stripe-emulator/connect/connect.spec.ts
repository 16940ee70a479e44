import type StripeSdk from 'stripe';
import { ManualClock } from '../../scope/clock';
import { after } from '../engine/transitions';
import { StripeEmulator } from '../index';
import { balanceAndMovements } from '../testing/balance-of';
import { checkedStripe } from '../testing/checked-stripe';
import { payoutTransitions } from './payout.states';

const clock = new ManualClock();
const told: string[] = [];
let emulator: StripeEmulator;
let stripe: StripeSdk;
let complaints: string[];

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z');
  told.length = 0;
  emulator = await StripeEmulator.open({
    clock,
    webhooks: [{ url: 'https://seller.test/own' }, { url: 'https://seller.test/connect', connect: true }],
    deliver: ({ url, body }) => {
      const { type, account = 'own' } = JSON.parse(body) as { type: string; account?: string };
      told.push(`${url.split('/').at(-1)} ${account === 'own' ? '' : 'of another '}${type}`);
      return Promise.resolve(200);
    },
  });
  ({ stripe, complaints } = checkedStripe(emulator));
});

afterEach(async () => {
  const accounts = await stripe.accounts.list();
  for (const options of [{}, ...accounts.data.map(({ id }) => ({ stripeAccount: id }))]) {
    const { balance, movements } = await balanceAndMovements(stripe, options);
    expect(balance).toEqual(Object.keys(movements).length > 0 ? movements : { usd: 0 });
  }
  await emulator.close();
  expect([...new Set(complaints)]).toEqual([]);
});

const instructor = async (): Promise<string> => {
  const { id } = await stripe.accounts.create({
    type: 'express',
    country: 'AT',
    capabilities: { transfers: { requested: true } },
    metadata: { user: 'u1' },
  });
  emulator.control.onboard(id);
  return id;
};
const sell = (payment_method = 'pm_card_bypassPending') =>
  stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'eur',
    confirm: true,
    payment_method,
    return_url: 'https://seller.test/',
    transfer_group: 'order-1',
  });
const of = async (options: StripeSdk.RequestOptions = {}) => {
  const { available, pending } = await stripe.balance.retrieve({}, options);
  const sum = (rows: { amount: number }[]) => rows.reduce((total, { amount }) => total + amount, 0);
  return { available: sum(available), pending: sum(pending) };
};

it('an account takes transfers once its owner has said who they are', async () => {
  const account = await stripe.accounts.create({
    type: 'express',
    country: 'AT',
    email: 'ada@test.example',
    capabilities: { transfers: { requested: true } },
  });
  expect(account).toMatchObject({
    details_submitted: false,
    payouts_enabled: false,
    capabilities: { transfers: 'inactive' },
    default_currency: 'eur',
    requirements: { disabled_reason: 'requirements.past_due' },
  });
  await sell();
  const transfer = () => stripe.transfers.create({ amount: 100, currency: 'eur', destination: account.id });
  await expect(transfer()).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
  emulator.control.onboard(account.id);
  expect(await stripe.accounts.retrieve(account.id)).toMatchObject({
    details_submitted: true,
    payouts_enabled: true,
    capabilities: { transfers: 'active' },
    external_accounts: { data: [{ last4: '3201', currency: 'eur' }] },
  });
  expect(await transfer()).toMatchObject({ amount: 100, reversed: false });
  emulator.control.restrict(account.id);
  await expect(transfer()).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
  await emulator.control.settle();
  expect(told).toContain('connect of another account.updated');
  expect(
    told.filter((line) => line.startsWith('own of another') || line === 'connect payment_intent.succeeded'),
  ).toEqual([]);
});

it('only what is available is transferred; what is sold today is not, unless out of that very sale', async () => {
  const destination = await instructor();
  const sale = await sell('pm_card_visa');
  const transfer = (more: Partial<StripeSdk.TransferCreateParams> = {}) =>
    stripe.transfers.create({ amount: 6000, currency: 'eur', destination, ...more });
  await expect(transfer()).rejects.toMatchObject({ code: 'balance_insufficient' });
  const early = await transfer({
    source_transaction: sale.latest_charge as string,
    expand: ['balance_transaction', 'source_transaction'],
  });
  expect(early).toMatchObject({
    transfer_group: 'order-1',
    balance_transaction: { amount: -6000, status: 'pending', type: 'transfer' },
  });
  await expect(transfer({ source_transaction: sale.latest_charge as string })).rejects.toThrow('must not exceed');
  expect(await of({ stripeAccount: destination })).toEqual({ available: 0, pending: 6000 });
  clock.advance({ days: 2 });
  expect(await of({ stripeAccount: destination })).toEqual({ available: 6000, pending: 0 });
  expect(await of()).toEqual({ available: 10_000 - 320 - 6000, pending: 0 });
  await expect(transfer()).rejects.toMatchObject({ code: 'balance_insufficient' });
});

it('a transfer is taken back in parts, out of what the account has, and never more', async () => {
  await sell();
  const destination = await instructor();
  const transfer = await stripe.transfers.create(
    { amount: 5000, currency: 'eur', destination, transfer_group: 'payout-1', metadata: { payout: '1' } },
    { idempotencyKey: 'payout-1' },
  );
  expect(
    (
      await stripe.transfers.create(
        { amount: 5000, currency: 'eur', destination, transfer_group: 'payout-1', metadata: { payout: '1' } },
        { idempotencyKey: 'payout-1' },
      )
    ).id,
  ).toBe(transfer.id);
  expect((await stripe.transfers.list({ transfer_group: 'payout-1' })).data).toHaveLength(1);
  const reversal = await stripe.transfers.createReversal(transfer.id, {
    amount: 2000,
    expand: ['balance_transaction', 'transfer'],
  });
  expect(reversal).toMatchObject({
    amount: 2000,
    balance_transaction: { amount: 2000, type: 'transfer_refund' },
    transfer: { amount_reversed: 2000, reversed: false },
  });
  await expect(stripe.transfers.createReversal(transfer.id, { amount: 3001 })).rejects.toThrow(
    'greater than unreversed',
  );
  const options = { stripeAccount: destination };
  expect(await stripe.charges.retrieve(transfer.destination_payment as string, {}, options)).toMatchObject({
    amount_refunded: 2000,
    source_transfer: transfer.id,
  });
  await stripe.payouts.create({ amount: 2500, currency: 'eur' }, options);
  await expect(stripe.transfers.createReversal(transfer.id)).rejects.toMatchObject({ code: 'balance_insufficient' });
  await stripe.transfers.createReversal(transfer.id, { amount: 500 });
  expect((await stripe.transfers.listReversals(transfer.id)).data.map(({ amount }) => amount)).toEqual([500, 2000]);
  expect(await of(options)).toEqual({ available: 0, pending: 0 });
  expect(
    (await stripe.balanceTransactions.list({ limit: 10, expand: ['data.source'] }, options)).data.map(
      ({ type, net, source }) => [type, net, (source as { object: string }).object],
    ),
  ).toEqual([
    ['payment_refund', -500, 'refund'],
    ['payout', -2500, 'payout'],
    ['payment_refund', -2000, 'refund'],
    ['payment', 5000, 'charge'],
  ]);
});

it('a payout goes its way to the bank, or comes back', async () => {
  await sell();
  await expect(stripe.payouts.create({ amount: 20_000, currency: 'eur' })).rejects.toMatchObject({
    code: 'balance_insufficient',
  });
  const [first, second] = [
    await stripe.payouts.create({ amount: 3000, currency: 'eur', metadata: { run: '1' } }),
    await stripe.payouts.create({ amount: 1000, currency: 'eur' }),
  ];
  expect(first).toMatchObject({ status: 'pending', automatic: false, reconciliation_status: 'not_applicable' });
  expect(await stripe.payouts.cancel(second.id)).toMatchObject({ status: 'canceled' });
  clock.advance({ hours: 12 });
  expect((await stripe.payouts.retrieve(first.id)).status).toBe('in_transit');
  await expect(stripe.payouts.cancel(first.id)).rejects.toThrow('in_transit');
  clock.set('2026-03-04T09:00:00Z');
  expect((await stripe.payouts.retrieve(first.id)).status).toBe('paid');
  emulator.control.failPayout(first.id);
  expect(await stripe.payouts.retrieve(first.id, { expand: ['failure_balance_transaction'] })).toMatchObject({
    status: 'failed',
    failure_code: 'account_closed',
    failure_balance_transaction: { amount: 3000, type: 'payout_failure' },
  });
  expect((await of()).available).toBe(10_000 - 320);
  await emulator.control.settle();
  expect(told).toEqual(
    expect.arrayContaining(['own payout.created', 'own payout.paid', 'own payout.failed', 'own payout.canceled']),
  );
});

it('a daily payout is the sum of the movements that it names', async () => {
  await sell();
  const destination = await instructor();
  await stripe.accounts.update(destination, { settings: { payouts: { schedule: { interval: 'daily' } } } });
  await stripe.transfers.create({ amount: 4000, currency: 'eur', destination });
  const transfer = await stripe.transfers.create({ amount: 1000, currency: 'eur', destination });
  await stripe.transfers.createReversal(transfer.id, { amount: 300 });
  clock.set('2026-03-03T01:00:00Z');
  const options = { stripeAccount: destination };
  const [payout] = (await stripe.payouts.list({}, options)).data;
  expect(payout).toMatchObject({
    amount: 4700,
    automatic: true,
    reconciliation_status: 'completed',
    destination: expect.stringMatching(/^ba_/),
  });
  const { data } = await stripe.balanceTransactions.list({ payout: payout?.id ?? '' }, options);
  expect(data.map(({ type, net }) => [type, net])).toEqual([
    ['payout', -4700],
    ['payment_refund', -300],
    ['payment', 1000],
    ['payment', 4000],
  ]);
  clock.set('2026-03-05T01:00:00Z');
  expect((await stripe.payouts.list({}, options)).data).toMatchObject([{ status: 'paid' }]);
});

it('nobody acts for an account that is not connected, and none sees what is another’s', async () => {
  const [one, two] = [await instructor(), await instructor()];
  await expect(stripe.balance.retrieve({}, { stripeAccount: 'acct_1Somebody' })).rejects.toMatchObject({
    statusCode: 403,
  });
  const customer = await stripe.customers.create({ name: 'Theirs' }, { stripeAccount: one });
  await expect(stripe.customers.retrieve(customer.id)).rejects.toMatchObject({ statusCode: 404 });
  await expect(stripe.customers.retrieve(customer.id, {}, { stripeAccount: two })).rejects.toMatchObject({
    statusCode: 404,
  });
  expect(await stripe.accounts.retrieveCurrent({}, { stripeAccount: one })).toMatchObject({ id: one });
  expect(await stripe.accounts.del(two)).toMatchObject({ deleted: true });
});

it('a payout goes the ways that are drawn, and no others', () => {
  const found = Object.keys(payoutTransitions).flatMap((from) =>
    ['send', 'arrive', 'fail', 'cancel'].flatMap((step) => {
      const to = after(payoutTransitions, from, step as 'send');
      return to ? [`${from} ${step} ${to}`] : [];
    }),
  );
  expect(found).toEqual([
    'pending send in_transit',
    'pending fail failed',
    'pending cancel canceled',
    'in_transit arrive paid',
    'in_transit fail failed',
    'paid fail failed',
  ]);
});
