import type StripeSdk from 'stripe';
import { ManualClock } from '../scope/clock';
import { StripeEmulator } from './index';
import { balanceAndMovements } from './testing/balance-of';
import { checkedStripe } from './testing/checked-stripe';

const start = '2026-01-31T10:00:00Z';
const clock = new ManualClock();
const told: { type: string; at: string }[] = [];
let emulator: StripeEmulator;
let stripe: StripeSdk;
let complaints: string[];
let monthly: string;
let yearly: string;

const dayOf = (seconds: number | null | undefined) => new Date((seconds ?? 0) * 1000).toISOString().slice(0, 10);
const hears = async () => {
  await emulator.control.settle();
  return told.splice(0).map(({ type }) => type);
};
const periodOf = ({ items }: StripeSdk.Subscription) => [
  dayOf(items.data[0]?.current_period_start),
  dayOf(items.data[0]?.current_period_end),
];
const latest = (subscription: string) => stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });

async function customerWith(card: string | null, more: StripeSdk.CustomerCreateParams = {}): Promise<string> {
  const { id } = await stripe.customers.create({ email: 'ada@test.example', ...more });
  if (!card) return id;
  const method = await stripe.paymentMethods.attach(card, { customer: id });
  await stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  return id;
}

beforeEach(async () => {
  clock.set(start);
  told.length = 0;
  emulator = await StripeEmulator.open({
    clock,
    webhooks: ['https://seller.test/webhooks'],
    deliver: ({ body }) => {
      const { type, created } = JSON.parse(body) as { type: string; created: number };
      told.push({ type, at: dayOf(created) });
      return Promise.resolve(200);
    },
  });
  ({ stripe, complaints } = checkedStripe(emulator));
  const product = await stripe.products.create({ name: 'All courses' });
  const price = async (unit_amount: number, interval: 'month' | 'year') =>
    (await stripe.prices.create({ product: product.id, currency: 'eur', unit_amount, recurring: { interval } })).id;
  [monthly, yearly] = [await price(2000, 'month'), await price(20_000, 'year')];
});

afterEach(async () => {
  const { balance, movements } = await balanceAndMovements(stripe);
  await emulator.close();
  expect(balance).toEqual(Object.keys(movements).length > 0 ? movements : { usd: 0 });
  expect([...new Set(complaints)]).toEqual([]);
});

describe('a subscription', () => {
  it('is paid at once, and renewed on the last of shorter months', async () => {
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly, quantity: 2 }],
      expand: ['latest_invoice.payments', 'items.data.price.product'],
    });
    expect(made).toMatchObject({
      status: 'active',
      currency: 'eur',
      latest_invoice: {
        status: 'paid',
        amount_paid: 4000,
        billing_reason: 'subscription_create',
        parent: { subscription_details: { subscription: made.id } },
        payments: { data: [{ status: 'paid' }] },
      },
    });
    expect(periodOf(made)).toEqual(['2026-01-31', '2026-02-28']);
    const periods: string[][] = [];
    for (const day of ['2026-02-28T12:00:00Z', '2026-03-31T12:00:00Z', '2026-04-30T12:00:00Z']) {
      clock.set(day);
      periods.push(periodOf(await stripe.subscriptions.retrieve(made.id)));
    }
    expect(periods).toEqual([
      ['2026-02-28', '2026-03-31'],
      ['2026-03-31', '2026-04-30'],
      ['2026-04-30', '2026-05-31'],
    ]);
    const { data } = await stripe.invoices.list({ subscription: made.id });
    expect(
      data.map(({ status, total, billing_reason, number }) => [status, total, billing_reason, number?.slice(-4)]),
    ).toEqual([
      ['paid', 4000, 'subscription_cycle', '0004'],
      ['paid', 4000, 'subscription_cycle', '0003'],
      ['paid', 4000, 'subscription_cycle', '0002'],
      ['paid', 4000, 'subscription_create', '0001'],
    ]);
  });

  it('tells of its renewal in order: announced, drafted, an hour later fixed and paid', async () => {
    const customer = await customerWith('pm_card_visa');
    await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    await hears();
    clock.set('2026-02-28T11:30:00Z');
    await emulator.control.settle();
    const renewal = told
      .splice(0)
      .filter(({ type }) => type.startsWith('invoice.') || type.startsWith('customer.subscription'));
    expect(renewal).toEqual([
      { type: 'invoice.upcoming', at: '2026-02-21' },
      { type: 'customer.subscription.updated', at: '2026-02-28' },
      { type: 'invoice.created', at: '2026-02-28' },
      { type: 'invoice.finalized', at: '2026-02-28' },
      { type: 'invoice.paid', at: '2026-02-28' },
      { type: 'invoice.payment_succeeded', at: '2026-02-28' },
    ]);
  });

  it('waits for the person where the bank asks, and is active once they have answered', async () => {
    const customer = await customerWith('pm_card_threeDSecure2Required');
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments.data.payment.payment_intent'],
    });
    const invoice = made.latest_invoice as StripeSdk.Invoice;
    expect(made).toMatchObject({ status: 'incomplete', latest_invoice: { status: 'open' } });
    const intent = invoice.payments?.data[0]?.payment.payment_intent as StripeSdk.PaymentIntent;
    expect(intent).toMatchObject({
      status: 'requires_action',
      client_secret: invoice.confirmation_secret?.client_secret,
    });
    emulator.control.authenticate(intent.id);
    expect(await latest(made.id)).toMatchObject({ status: 'active', latest_invoice: { status: 'paid' } });
    expect(await hears()).toEqual(
      expect.arrayContaining(['invoice.payment_action_required', 'invoice.paid', 'customer.subscription.updated']),
    );
  });

  it('default_incomplete: a browser pays the first invoice, and the card is kept for the next', async () => {
    const customer = await customerWith(null);
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
      expand: ['latest_invoice.confirmation_secret'],
    });
    expect(made.status).toBe('incomplete');
    const [id = ''] = ((made.latest_invoice as StripeSdk.Invoice).confirmation_secret?.client_secret ?? '').split(
      '_secret_',
    );
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: 'https://seller.test/' });
    const active = await stripe.subscriptions.retrieve(made.id, { expand: ['default_payment_method'] });
    expect(active).toMatchObject({ status: 'active', default_payment_method: { card: { last4: '4242' }, customer } });
    clock.set('2026-02-28T12:00:00Z');
    expect(await latest(made.id)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', billing_reason: 'subscription_cycle' },
    });
  });

  it('is not made where its first payment fails and that is an error; nothing is left of it', async () => {
    const customer = await customerWith('pm_card_chargeCustomerFail');
    await hears();
    const create = stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      payment_behavior: 'error_if_incomplete',
    });
    await expect(create).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([]);
    expect((await stripe.invoices.list({ customer })).data).toEqual([]);
    expect((await stripe.paymentIntents.list({ customer })).data).toEqual([]);
    expect(await hears()).toEqual([]);
    await expect(
      stripe.subscriptions.create({ customer: await customerWith(null), items: [{ price: monthly }] }),
    ).rejects.toThrow('no attached payment source');
  });

  it('that nobody pays for the first time is over after 23 hours', async () => {
    const customer = await customerWith('pm_card_chargeCustomerFail');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    expect(made.status).toBe('incomplete');
    clock.advance({ hours: 23 });
    expect(await latest(made.id)).toMatchObject({ status: 'incomplete_expired', latest_invoice: { status: 'void' } });
  });
});

describe('a trial', () => {
  it('costs nothing, is told of three days before its end, and goes over into paying', async () => {
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      trial_period_days: 14,
      expand: ['latest_invoice'],
    });
    expect(made).toMatchObject({ status: 'trialing', latest_invoice: { status: 'paid', total: 0 } });
    expect([dayOf(made.trial_end), periodOf(made)]).toEqual(['2026-02-14', ['2026-01-31', '2026-02-14']]);
    clock.set('2026-02-11T12:00:00Z');
    expect(await hears()).toContain('customer.subscription.trial_will_end');
    clock.set('2026-02-14T12:00:00Z');
    const paying = await latest(made.id);
    expect(paying).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', total: 2000 } });
    expect(periodOf(paying)).toEqual(['2026-02-14', '2026-03-14']);
  });

  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    ['create_invoice', 'past_due'],
  ] as const)('without a card, %s: it is %s then', async (missing_payment_method, status) => {
    const customer = await customerWith(null);
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method } },
      expand: ['pending_setup_intent'],
    });
    expect(made.pending_setup_intent).toMatchObject({ status: 'requires_payment_method', customer });
    clock.advance({ days: 7, hours: 1 });
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe(status);
  });

  it('the card that is asked for during the trial pays afterwards', async () => {
    const customer = await customerWith(null);
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }], trial_period_days: 7 });
    await stripe.setupIntents.confirm(made.pending_setup_intent as string, {
      payment_method: 'pm_card_visa',
      return_url: 'https://seller.test/',
    });
    clock.advance({ days: 7, hours: 1 });
    expect(await latest(made.id)).toMatchObject({
      status: 'active',
      pending_setup_intent: null,
      latest_invoice: { status: 'paid' },
    });
  });

  it('is ended early, and the first period is paid at once', async () => {
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }], trial_period_days: 14 });
    clock.advance({ days: 2 });
    const paying = await stripe.subscriptions.update(made.id, { trial_end: 'now', expand: ['latest_invoice'] });
    expect(paying).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', total: 2000 } });
    expect(periodOf(paying)).toEqual(['2026-02-02', '2026-03-02']);
  });
});

describe('a change', () => {
  it('is previewed to the cent, and nothing happens', async () => {
    clock.set('2026-04-01T00:00:00Z');
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    clock.set('2026-04-16T00:00:00Z');
    await hears();
    const [item] = made.items.data;
    const subscription_details = { items: [{ id: item?.id ?? '', quantity: 3 }] };
    const next = await stripe.invoices.createPreview({ subscription: made.id, subscription_details });
    expect(next.lines.data.map(({ amount, description }) => [amount, description])).toEqual([
      [-1000, 'Unused time on All courses after 16 Apr 2026'],
      [3000, 'Remaining time on 3 × All courses after 16 Apr 2026'],
      [6000, '3 × All courses'],
    ]);
    expect(next).toMatchObject({ total: 8000, status: 'draft', id: `upcoming_in_${made.id}` });
    const now = await stripe.invoices.createPreview({
      subscription: made.id,
      subscription_details: { ...subscription_details, proration_behavior: 'always_invoice' },
    });
    expect(now).toMatchObject({ total: 2000, amount_due: 2000 });
    expect((await stripe.subscriptions.retrieve(made.id)).items.data[0]?.quantity).toBe(1);
    expect((await stripe.invoiceItems.list({ customer })).data).toEqual([]);
    expect(await hears()).toEqual([]);
    const changed = await stripe.subscriptions.update(made.id, {
      ...subscription_details,
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });
    expect(changed.latest_invoice).toMatchObject({
      total: 2000,
      status: 'paid',
      billing_reason: 'subscription_update',
    });
  });

  it('is billed with the next invoice unless told otherwise', async () => {
    clock.set('2026-04-01T00:00:00Z');
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    clock.set('2026-04-16T00:00:00Z');
    await stripe.subscriptions.update(made.id, { items: [{ id: made.items.data[0]?.id ?? '', quantity: 2 }] });
    expect((await stripe.invoiceItems.list({ customer, pending: true })).data.map(({ amount }) => amount)).toEqual([
      2000, -1000,
    ]);
    clock.set('2026-05-01T02:00:00Z');
    expect(await latest(made.id)).toMatchObject({ latest_invoice: { total: 5000, status: 'paid' } });
  });

  it('from months to years begins a new period at once, less what was paid', async () => {
    clock.set('2026-04-01T00:00:00Z');
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    clock.set('2026-04-16T00:00:00Z');
    const changed = await stripe.subscriptions.update(made.id, {
      items: [{ id: made.items.data[0]?.id ?? '', price: yearly }],
      expand: ['latest_invoice'],
    });
    expect(changed.latest_invoice).toMatchObject({ total: 19_000, status: 'paid' });
    expect(periodOf(changed)).toEqual(['2026-04-16', '2027-04-16']);
  });

  it('to less leaves a credit, which the next invoices use up', async () => {
    clock.set('2026-04-01T00:00:00Z');
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly, quantity: 5 }] });
    const changed = await stripe.subscriptions.update(made.id, {
      items: [{ id: made.items.data[0]?.id ?? '', quantity: 1 }],
      proration_behavior: 'always_invoice',
      expand: ['latest_invoice'],
    });
    expect(changed.latest_invoice).toMatchObject({
      total: -8000,
      amount_due: 0,
      status: 'paid',
      ending_balance: -8000,
    });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -8000 });
    clock.set('2026-05-01T02:00:00Z');
    expect(await latest(made.id)).toMatchObject({
      latest_invoice: { total: 2000, starting_balance: -8000, amount_due: 0, ending_balance: -6000, status: 'paid' },
    });
  });
});

describe('the end', () => {
  it('at the end of the period is taken back, or comes', async () => {
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    const ending = await stripe.subscriptions.update(made.id, {
      cancel_at_period_end: true,
      cancellation_details: { comment: 'Too much to learn' },
    });
    expect(ending).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancellation_details: { comment: 'Too much to learn', reason: 'cancellation_requested' },
    });
    expect(dayOf(ending.cancel_at)).toBe('2026-02-28');
    expect(await stripe.subscriptions.update(made.id, { cancel_at_period_end: false })).toMatchObject({
      cancel_at: null,
      canceled_at: null,
    });
    await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
    clock.set('2026-02-28T12:00:00Z');
    const over = await stripe.subscriptions.retrieve(made.id);
    expect(over.status).toBe('canceled');
    expect(dayOf(over.ended_at)).toBe('2026-02-28');
    expect((await stripe.invoices.list({ subscription: made.id })).data).toHaveLength(1);
    expect((await stripe.subscriptions.list({ customer })).data).toEqual([]);
    expect((await stripe.subscriptions.list({ customer, status: 'canceled' })).data).toHaveLength(1);
    await expect(stripe.subscriptions.update(made.id, { cancel_at_period_end: false })).rejects.toThrow(
      'canceled subscription',
    );
    expect(await hears()).toContain('customer.subscription.deleted');
  });

  it('now, with the rest of the period credited', async () => {
    clock.set('2026-04-01T00:00:00Z');
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    clock.set('2026-04-16T00:00:00Z');
    expect(await stripe.subscriptions.cancel(made.id, { prorate: true, invoice_now: true })).toMatchObject({
      status: 'canceled',
    });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1000 });
    await expect(stripe.subscriptions.cancel(made.id)).rejects.toMatchObject({ code: 'resource_missing' });
  });

  it('payments pause and are taken up again', async () => {
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    await stripe.subscriptions.update(made.id, {
      pause_collection: { behavior: 'void', resumes_at: Math.floor(Date.parse('2026-03-15') / 1000) },
    });
    clock.set('2026-03-01T00:00:00Z');
    expect(await latest(made.id)).toMatchObject({ status: 'active', latest_invoice: { status: 'void' } });
    clock.set('2026-04-01T00:00:00Z');
    expect(await latest(made.id)).toMatchObject({
      status: 'active',
      pause_collection: null,
      latest_invoice: { status: 'paid' },
    });
  });

  it('one that paused for want of a card goes on with one', async () => {
    const customer = await customerWith(null);
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    clock.advance({ days: 10 });
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await stripe.subscriptions.update(made.id, { default_payment_method: method.id });
    const going = await stripe.subscriptions.resume(made.id, { expand: ['latest_invoice'] });
    expect(going).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', total: 2000 } });
    expect(periodOf(going)).toEqual(['2026-02-10', '2026-03-10']);
  });
});

describe('a renewal that fails', () => {
  const failing = async () => {
    const customer = await customerWith('pm_card_visa');
    const made = await stripe.subscriptions.create({ customer, items: [{ price: monthly }] });
    const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: bad.id } });
    clock.set('2026-02-28T12:00:00Z');
    return { customer, id: made.id };
  };

  it('makes it past due; a new card within the retries makes it active again', async () => {
    const { customer, id } = await failing();
    const behind = await latest(id);
    expect(behind).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open', attempt_count: 1 } });
    expect(dayOf((behind.latest_invoice as StripeSdk.Invoice).next_payment_attempt)).toBe('2026-03-03');
    const good = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: good.id } });
    clock.set('2026-03-03T12:00:00Z');
    expect(await latest(id)).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', attempt_count: 2, next_payment_attempt: null },
    });
    expect(await hears()).toEqual(
      expect.arrayContaining(['invoice.payment_failed', 'customer.subscription.updated', 'invoice.paid']),
    );
  });

  it('is paid by hand in the meantime', async () => {
    const { id } = await failing();
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id);
    await expect(stripe.invoices.pay(invoice as string)).rejects.toMatchObject({ code: 'card_declined' });
    expect(await stripe.invoices.pay(invoice as string, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'paid',
    });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  });

  it('four times ends it', async () => {
    const { id } = await failing();
    clock.set('2026-03-16T12:00:00Z');
    expect(await latest(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
      latest_invoice: { status: 'open', attempt_count: 4, next_payment_attempt: null },
    });
    expect((await hears()).filter((type) => type === 'invoice.payment_failed')).toHaveLength(4);
  });

  it('or leaves it unpaid, where the seller wants that', async () => {
    await emulator.close();
    emulator = await StripeEmulator.open({ clock, dunning: { retryAfterDays: [1], atLast: 'unpaid' } });
    ({ stripe, complaints } = checkedStripe(emulator));
    const product = await stripe.products.create({ name: 'All courses' });
    monthly = (
      await stripe.prices.create({
        product: product.id,
        currency: 'eur',
        unit_amount: 2000,
        recurring: { interval: 'month' },
      })
    ).id;
    const { id } = await failing();
    clock.set('2026-03-02T12:00:00Z');
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('unpaid');
  });
});

describe('coupons and taxes', () => {
  it('a coupon of a share for some months, with tax on what is left', async () => {
    const customer = await customerWith('pm_card_visa');
    const vat = await stripe.taxRates.create({
      display_name: 'VAT',
      percentage: 20,
      inclusive: false,
      country: 'AT',
      tax_type: 'vat',
    });
    const coupon = await stripe.coupons.create({
      percent_off: 25,
      duration: 'repeating',
      duration_in_months: 2,
      name: 'Spring',
    });
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      discounts: [{ coupon: coupon.id }],
      default_tax_rates: [vat.id],
      expand: ['latest_invoice.discounts.source.coupon'],
    });
    expect(made.latest_invoice).toMatchObject({
      subtotal: 2000,
      total_excluding_tax: 1500,
      total: 1800,
      discounts: [{ source: { coupon: { name: 'Spring' } } }],
      total_taxes: [
        { amount: 300, taxable_amount: 1500, tax_behavior: 'exclusive', tax_rate_details: { tax_rate: vat.id } },
      ],
      lines: { data: [{ amount: 2000, discount_amounts: [{ amount: 500 }], taxes: [{ amount: 300 }] }] },
    });
    clock.set('2026-04-01T00:00:00Z');
    const { data } = await stripe.invoices.list({ subscription: made.id });
    expect(data.map(({ total }) => total)).toEqual([2400, 1800, 1800]);
  });

  it('a coupon for once, by a code; used up and too small orders are refused', async () => {
    const customer = await customerWith('pm_card_visa');
    const coupon = await stripe.coupons.create({ amount_off: 500, currency: 'eur', duration: 'once' });
    const code = await stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'SPRING',
      max_redemptions: 1,
    });
    expect(
      (await stripe.promotionCodes.list({ code: 'spring', active: true, expand: ['data.promotion.coupon'] })).data,
    ).toMatchObject([{ promotion: { coupon: { amount_off: 500 } } }]);
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      discounts: [{ promotion_code: code.id }],
      expand: ['latest_invoice'],
    });
    expect(made).toMatchObject({ discounts: [], latest_invoice: { total: 1500 } });
    await expect(
      stripe.subscriptions.create({ customer, items: [{ price: monthly }], discounts: [{ promotion_code: code.id }] }),
    ).rejects.toThrow('used up');
    expect(await stripe.promotionCodes.retrieve(code.id)).toMatchObject({ active: false, times_redeemed: 1 });
    await stripe.coupons.del(coupon.id);
    await expect(stripe.coupons.retrieve(coupon.id)).rejects.toMatchObject({ statusCode: 404 });
    clock.set('2026-03-01T00:00:00Z');
    expect(await latest(made.id)).toMatchObject({ latest_invoice: { total: 2000 } });
  });

  it('a tax that is inside the price, rounded once', async () => {
    const customer = await customerWith(null);
    const vat = await stripe.taxRates.create({ display_name: 'VAT', percentage: 7.7, inclusive: true });
    await stripe.invoiceItems.create({
      customer,
      amount: 999,
      currency: 'chf',
      tax_rates: [vat.id],
      description: 'Book',
    });
    const invoice = await stripe.invoices.create({
      customer,
      currency: 'chf',
      pending_invoice_items_behavior: 'include',
    });
    expect(invoice).toMatchObject({
      total: 999,
      total_excluding_tax: 928,
      total_taxes: [{ amount: 71, taxable_amount: 928 }],
    });
  });
});

describe('an invoice', () => {
  it('is drafted, filled, fixed, sent and paid', async () => {
    const customer = await customerWith('pm_card_visa');
    const draft = await stripe.invoices.create({
      customer,
      currency: 'eur',
      collection_method: 'send_invoice',
      days_until_due: 14,
      metadata: { order: '1' },
    });
    const item = await stripe.invoiceItems.create({
      customer,
      invoice: draft.id,
      amount: 700,
      currency: 'eur',
      description: 'Workshop',
    });
    await stripe.invoiceItems.update(item.id, { amount: 900 });
    await stripe.invoiceItems.create({
      customer,
      invoice: draft.id,
      quantity: 3,
      price_data: { currency: 'eur', product: (await stripe.products.create({ name: 'Seat' })).id, unit_amount: 100 },
    });
    expect(await stripe.invoices.retrieve(draft.id)).toMatchObject({
      status: 'draft',
      total: 1200,
      number: null,
      amount_due: 1200,
    });
    const fixed = await stripe.invoices.sendInvoice(draft.id);
    expect(fixed).toMatchObject({ status: 'open', hosted_invoice_url: `${emulator.url}/i/${draft.id}` });
    expect(dayOf(fixed.due_date)).toBe('2026-02-14');
    await expect(stripe.invoiceItems.del(item.id)).rejects.toMatchObject({ code: 'invoice_not_editable' });
    await expect(stripe.invoices.finalizeInvoice(draft.id)).rejects.toThrow('already finalized');
    expect((await stripe.invoices.listLineItems(draft.id)).data.map(({ amount }) => amount)).toEqual([900, 300]);
    expect(await stripe.invoices.pay(draft.id)).toMatchObject({
      status: 'paid',
      amount_paid: 1200,
      amount_remaining: 0,
    });
    await expect(stripe.invoices.pay(draft.id)).rejects.toMatchObject({ code: 'invoice_already_paid' });
    expect(await hears()).toEqual(
      expect.arrayContaining(['invoice.created', 'invoice.finalized', 'invoice.sent', 'invoice.paid']),
    );
  });

  const open = async (amount = 1000) => {
    const customer = await customerWith('pm_card_visa');
    await stripe.invoiceItems.create({ customer, amount, currency: 'eur' });
    const { id } = await stripe.invoices.create({
      customer,
      currency: 'eur',
      pending_invoice_items_behavior: 'include',
    });
    await stripe.invoices.finalizeInvoice(id);
    return { customer, id };
  };

  it('is voided, given up, deleted as a draft, or paid elsewhere', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    expect(
      await stripe.invoices.voidInvoice(first.id, { expand: ['payments.data.payment.payment_intent'] }),
    ).toMatchObject({
      status: 'void',
      payments: { data: [{ status: 'canceled', payment: { payment_intent: { status: 'canceled' } } }] },
    });
    await expect(stripe.invoices.pay(first.id)).rejects.toMatchObject({ code: 'invoice_not_open' });
    expect(await stripe.invoices.markUncollectible(second.id)).toMatchObject({ status: 'uncollectible' });
    expect(await stripe.invoices.pay(third.id, { paid_out_of_band: true })).toMatchObject({
      status: 'paid',
      amount_paid: 0,
    });
    const draft = await stripe.invoices.create({ customer: first.customer, currency: 'eur' });
    expect(await stripe.invoices.del(draft.id)).toMatchObject({ deleted: true });
    await expect(stripe.invoices.del(first.id)).rejects.toMatchObject({ code: 'invoice_not_editable' });
  });

  it('credit notes make an open one smaller, and give a paid one back; never more than there is', async () => {
    const { id: small } = await open();
    const reduced = await stripe.creditNotes.create({
      invoice: small,
      amount: 400,
      reason: 'order_change',
      expand: ['invoice'],
    });
    expect(reduced).toMatchObject({
      type: 'pre_payment',
      pre_payment_amount: 400,
      invoice: { amount_remaining: 600 },
      number: expect.stringMatching(/-CN-01$/),
    });
    await expect(stripe.creditNotes.create({ invoice: small, amount: 601 })).rejects.toMatchObject({ param: 'amount' });
    expect(await stripe.invoices.pay(small)).toMatchObject({ status: 'paid', amount_paid: 600 });
    const { id: paid, customer } = await open();
    await stripe.invoices.pay(paid);
    const [line] = (await stripe.invoices.listLineItems(paid)).data;
    const lines = [{ type: 'invoice_line_item' as const, invoice_line_item: line?.id ?? '', amount: 700 }];
    expect(await stripe.creditNotes.preview({ invoice: paid, lines, refund_amount: 700 })).toMatchObject({
      amount: 700,
      type: 'post_payment',
    });
    await expect(stripe.creditNotes.create({ invoice: paid, lines, refund_amount: 600 })).rejects.toThrow('must equal');
    const back = await stripe.creditNotes.create({
      invoice: paid,
      lines,
      refund_amount: 500,
      credit_amount: 200,
      expand: ['refunds.refund'],
    });
    expect(back).toMatchObject({
      amount: 700,
      refunds: [{ amount_refunded: 500, refund: { amount: 500, status: 'succeeded' } }],
      lines: { data: [{ amount: 700 }] },
    });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -200 });
    await expect(stripe.creditNotes.create({ invoice: paid, amount: 301, refund_amount: 301 })).rejects.toMatchObject({
      param: 'amount',
    });
    await expect(stripe.creditNotes.voidCreditNote(back.id)).rejects.toThrow('cannot be voided');
    const { id: other } = await open();
    const mistake = await stripe.creditNotes.create({ invoice: other, amount: 400 });
    expect(await stripe.creditNotes.voidCreditNote(mistake.id)).toMatchObject({ status: 'void' });
    expect(await stripe.invoices.retrieve(other)).toMatchObject({ amount_remaining: 1000 });
  });
});

it('a test clock moves the time of its own customers, and of no others', async () => {
  const at = (day: string) => Math.floor(Date.parse(day) / 1000);
  const time = await stripe.testHelpers.testClocks.create({ frozen_time: at('2027-05-31'), name: 'Far away' });
  const [there, here] = [
    await customerWith('pm_card_visa', { test_clock: time.id }),
    await customerWith('pm_card_visa'),
  ];
  const far = await stripe.subscriptions.create({
    customer: there,
    items: [{ price: monthly }],
    trial_period_days: 30,
  });
  const near = await stripe.subscriptions.create({ customer: here, items: [{ price: monthly }] });
  expect(periodOf(far)).toEqual(['2027-05-31', '2027-06-30']);
  expect(await stripe.testHelpers.testClocks.advance(time.id, { frozen_time: at('2027-09-02') })).toMatchObject({
    status: 'advancing',
  });
  expect(await stripe.testHelpers.testClocks.retrieve(time.id)).toMatchObject({
    status: 'ready',
    frozen_time: at('2027-09-02'),
  });
  expect(periodOf(await stripe.subscriptions.retrieve(far.id))).toEqual(['2027-08-30', '2027-09-30']);
  expect((await stripe.invoices.list({ subscription: far.id })).data.map(({ total }) => total)).toEqual([
    2000, 2000, 2000, 0,
  ]);
  expect((await stripe.invoices.list({ subscription: near.id })).data).toHaveLength(1);
  await expect(stripe.testHelpers.testClocks.advance(time.id, { frozen_time: at('2027-06-01') })).rejects.toThrow(
    'after the current',
  );
  await stripe.testHelpers.testClocks.del(time.id);
  await expect(stripe.subscriptions.retrieve(far.id)).rejects.toMatchObject({ statusCode: 404 });
});
