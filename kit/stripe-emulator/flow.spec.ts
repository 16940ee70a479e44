import type StripeSdk from 'stripe';
import { ManualClock } from '../scope/clock';
import { StripeEmulator } from './index';
import { balanceAndMovements } from './testing/balance-of';
import { checkedStripe } from './testing/checked-stripe';

const clock = new ManualClock();
const returnUrl = 'https://seller.test/back';
const told: string[] = [];
let emulator: StripeEmulator;
let stripe: StripeSdk;
let complaints: string[];

beforeAll(async () => {
  emulator = await StripeEmulator.open({
    clock,
    webhooks: ['https://seller.test/webhooks'],
    deliver: ({ body }) => {
      told.push((JSON.parse(body) as { type: string }).type);
      return Promise.resolve(200);
    },
  });
  ({ stripe, complaints } = checkedStripe(emulator));
});
afterAll(() => emulator.close());

/** What earlier steps made and later ones go on with. */
const made: Record<string, string> = {};
const pay = (payment_method: string, more: Partial<StripeSdk.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({
    amount: 4900,
    currency: 'eur',
    confirm: true,
    payment_method,
    return_url: returnUrl,
    ...more,
  });
const hears = async (...types: string[]) => {
  await emulator.control.settle();
  expect(told.splice(0)).toEqual(expect.arrayContaining(types));
};

/** A seller of courses, from the first customer to the last dispute; each step goes on where the one before ended. */
const steps: readonly (readonly [string, () => Promise<void>])[] = [
  [
    'a customer is made, changed and found again',
    async () => {
      const customer = await stripe.customers.create({
        email: 'ada@test.example',
        metadata: { user: 'u1', old: 'x' },
        address: { city: 'Graz', country: 'AT' },
      });
      await stripe.customers.update(customer.id, { name: 'Ada', metadata: { old: '' }, preferred_locales: ['de'] });
      expect(await stripe.customers.retrieve(customer.id)).toMatchObject({
        name: 'Ada',
        metadata: { user: 'u1' },
        address: { city: 'Graz', line1: null },
      });
      const { data } = await stripe.customers.search({ query: `metadata["user"]:"u1" AND email:"ADA@test.example"` });
      expect(data.map(({ id }) => id)).toEqual([customer.id]);
      made['ada'] = customer.id;
      await hears('customer.created', 'customer.updated');
    },
  ],
  [
    'a card is saved without being charged',
    async () => {
      const setup = await stripe.setupIntents.create({
        customer: made['ada'] ?? '',
        payment_method: 'pm_card_visa',
        confirm: true,
        return_url: returnUrl,
      });
      expect(setup).toMatchObject({ status: 'succeeded', usage: 'off_session' });
      made['visa'] = setup.payment_method as string;
      await hears('setup_intent.created', 'setup_intent.succeeded', 'payment_method.attached');
    },
  ],
  [
    'the card becomes the default, and is listed',
    async () => {
      await stripe.customers.update(made['ada'] ?? '', {
        invoice_settings: { default_payment_method: made['visa'] ?? '' },
      });
      const customer = await stripe.customers.retrieve(made['ada'] ?? '', {
        expand: ['invoice_settings.default_payment_method'],
      });
      expect(customer).toMatchObject({
        invoice_settings: { default_payment_method: { card: { last4: '4242', brand: 'visa' } } },
      });
      expect((await stripe.customers.listPaymentMethods(made['ada'] ?? '', { type: 'card' })).data).toHaveLength(1);
      expect((await stripe.paymentMethods.list({ customer: made['ada'] ?? '', type: 'card' })).data).toHaveLength(1);
    },
  ],
  [
    'a payment waits for its confirmation, is changed meanwhile, and succeeds',
    async () => {
      const intent = await stripe.paymentIntents.create({
        amount: 4900,
        currency: 'eur',
        customer: made['ada'] ?? '',
        metadata: { order: '1' },
      });
      expect(intent).toMatchObject({
        status: 'requires_payment_method',
        client_secret: expect.stringContaining(`${intent.id}_secret_`),
      });
      await stripe.paymentIntents.update(intent.id, {
        amount: 5000,
        description: 'Two courses',
        metadata: { order: '1a' },
      });
      const paid = await stripe.paymentIntents.confirm(intent.id, {
        payment_method: made['visa'] ?? '',
        return_url: returnUrl,
        expand: ['latest_charge.balance_transaction'],
      });
      expect(paid).toMatchObject({
        status: 'succeeded',
        amount_received: 5000,
        description: 'Two courses',
        metadata: { order: '1a' },
      });
      expect(paid.latest_charge).toMatchObject({
        captured: true,
        balance_transaction: { amount: 5000, fee: 175, net: 4825, type: 'charge' },
      });
      made['paid'] = intent.id;
      await hears('payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded');
    },
  ],
  [
    'what is paid is paid: it cannot be confirmed, changed or cancelled',
    async () => {
      const state = {
        statusCode: 400,
        code: 'payment_intent_unexpected_state',
        payment_intent: { status: 'succeeded' },
      };
      await expect(stripe.paymentIntents.confirm(made['paid'] ?? '')).rejects.toMatchObject(state);
      await expect(stripe.paymentIntents.update(made['paid'] ?? '', { amount: 100 })).rejects.toMatchObject(state);
      await expect(stripe.paymentIntents.cancel(made['paid'] ?? '')).rejects.toMatchObject(state);
    },
  ],
  [
    'the payment is found by what the order wrote on it',
    async () => {
      const found = await stripe.paymentIntents.search({ query: `status:"succeeded" AND metadata["order"]:"1a"` });
      expect(found.data.map(({ id }) => id)).toEqual([made['paid']]);
      expect((await stripe.charges.list({ payment_intent: made['paid'] ?? '' })).data).toHaveLength(1);
    },
  ],
  [
    'a declined card leaves the payment open for another',
    async () => {
      const intent = await stripe.paymentIntents.create({ amount: 900, currency: 'eur' });
      await expect(
        stripe.paymentIntents.confirm(intent.id, {
          payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
          return_url: returnUrl,
        }),
      ).rejects.toMatchObject({
        type: 'StripeCardError',
        statusCode: 402,
        code: 'card_declined',
        decline_code: 'insufficient_funds',
        payment_intent: { id: intent.id, status: 'requires_payment_method' },
      });
      expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { decline_code: 'insufficient_funds' },
      });
      const again = await stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_card_mastercard',
        return_url: returnUrl,
      });
      expect(again).toMatchObject({ status: 'succeeded', last_payment_error: null });
      expect((await stripe.charges.list({ payment_intent: intent.id })).data.map(({ status }) => status)).toEqual([
        'succeeded',
        'failed',
      ]);
      await hears('charge.failed', 'payment_intent.payment_failed', 'payment_intent.succeeded');
    },
  ],
  [
    'every test card that declines does so for its own reason',
    async () => {
      const reasons: Record<string, string | undefined> = {};
      for (const card of [
        'visa_chargeDeclined',
        'visa_chargeDeclinedLostCard',
        'chargeDeclinedExpiredCard',
        'chargeDeclinedIncorrectCvc',
        'chargeDeclinedProcessingError',
      ])
        await pay(`pm_card_${card}`).catch(
          (error: StripeSdk.errors.StripeCardError) => (reasons[card] = `${error.code} ${error.decline_code}`),
        );
      expect(reasons).toEqual({
        visa_chargeDeclined: 'card_declined generic_decline',
        visa_chargeDeclinedLostCard: 'card_declined lost_card',
        chargeDeclinedExpiredCard: 'expired_card expired_card',
        chargeDeclinedIncorrectCvc: 'incorrect_cvc incorrect_cvc',
        chargeDeclinedProcessingError: 'processing_error processing_error',
      });
    },
  ],
  [
    'a card that declines cannot be saved; one that declines later can',
    async () => {
      const customer = made['ada'] ?? '';
      await expect(stripe.paymentMethods.attach('pm_card_visa_chargeDeclined', { customer })).rejects.toMatchObject({
        code: 'card_declined',
      });
      const setup = stripe.setupIntents.create({
        customer,
        payment_method: 'pm_card_visa_chargeDeclined',
        confirm: true,
        return_url: returnUrl,
      });
      await expect(setup).rejects.toMatchObject({
        code: 'card_declined',
        setup_intent: { status: 'requires_payment_method' },
      });
      const saved = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
      await expect(pay(saved.id, { customer, off_session: true })).rejects.toMatchObject({ code: 'card_declined' });
      made['bad'] = saved.id;
      await hears('setup_intent.setup_failed', 'payment_method.attached');
    },
  ],
  [
    '3-D Secure: the person is sent to the bank, and the payment succeeds',
    async () => {
      const intent = await pay('pm_card_threeDSecure2Required');
      expect(intent).toMatchObject({
        status: 'requires_action',
        next_action: { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl } },
      });
      expect((await stripe.charges.list({ payment_intent: intent.id })).data).toEqual([]);
      emulator.control.authenticate(intent.id);
      const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
      expect(paid).toMatchObject({
        status: 'succeeded',
        next_action: null,
        latest_charge: { payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } } },
      });
      await hears('payment_intent.requires_action', 'payment_intent.succeeded');
    },
  ],
  [
    '3-D Secure that fails leaves the payment open',
    async () => {
      const intent = await pay('pm_card_threeDSecure2Required');
      emulator.control.authenticate(intent.id, false);
      expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code: 'payment_intent_authentication_failure' },
      });
      await hears('payment_intent.payment_failed');
    },
  ],
  [
    '3-D Secure, then declined',
    async () => {
      const intent = await pay('pm_card_threeDSecureRequiredChargeDeclined');
      expect(() => emulator.control.authenticate(intent.id)).toThrow('declined');
      expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code: 'card_declined' },
      });
    },
  ],
  [
    'without a return URL a script has to show the bank',
    async () => {
      const intent = await stripe.paymentIntents.create({ amount: 4900, currency: 'eur' });
      const asked = await stripe.paymentIntents.confirm(intent.id, {
        payment_method: 'pm_card_threeDSecure2Required',
        use_stripe_sdk: true,
      });
      expect(asked).toMatchObject({
        status: 'requires_action',
        next_action: { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect' } },
      });
      expect(await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' })).toMatchObject({
        status: 'canceled',
        cancellation_reason: 'abandoned',
        next_action: null,
      });
    },
  ],
  [
    'a payment without the person present is refused where the bank wants to see them',
    async () => {
      const saved = await stripe.paymentMethods.attach('pm_card_authenticationRequired', {
        customer: made['ada'] ?? '',
      });
      await expect(pay(saved.id, { customer: made['ada'] ?? '', off_session: true })).rejects.toMatchObject({
        code: 'authentication_required',
        decline_code: 'authentication_required',
      });
      await stripe.paymentMethods.detach(saved.id);
    },
  ],
  [
    'once the person has authenticated a card for later, it is charged without them',
    async () => {
      const customer = made['ada'] ?? '';
      const setup = await stripe.setupIntents.create({
        customer,
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
        return_url: returnUrl,
      });
      expect(setup.status).toBe('requires_action');
      emulator.control.authenticate(setup.id);
      expect(await stripe.setupIntents.retrieve(setup.id)).toMatchObject({ status: 'succeeded' });
      expect(await pay(setup.payment_method as string, { customer, off_session: true })).toMatchObject({
        status: 'succeeded',
      });
      await hears('setup_intent.requires_action', 'setup_intent.succeeded', 'payment_intent.succeeded');
    },
  ],
  [
    'a card that is paid with is saved by the way',
    async () => {
      const intent = await pay('pm_card_amex', { customer: made['ada'] ?? '', setup_future_usage: 'off_session' });
      expect(await stripe.paymentMethods.retrieve(intent.payment_method as string)).toMatchObject({
        customer: made['ada'],
        card: { brand: 'amex' },
      });
    },
  ],
  [
    'a card that was used without a customer is used up',
    async () => {
      const intent = await pay('pm_card_visa');
      await expect(pay(intent.payment_method as string)).rejects.toThrow('may not be used again');
    },
  ],
  [
    "one customer's card cannot pay for another, nor for nobody",
    async () => {
      const stranger = await stripe.customers.create({});
      await expect(pay(made['visa'] ?? '', { customer: stranger.id })).rejects.toThrow(
        'does not belong to the Customer',
      );
      await expect(pay(made['visa'] ?? '')).rejects.toThrow('belongs to a Customer');
    },
  ],
  [
    'a detached card is gone for good',
    async () => {
      await stripe.paymentMethods.detach(made['bad'] ?? '');
      await expect(stripe.paymentMethods.attach(made['bad'] ?? '', { customer: made['ada'] ?? '' })).rejects.toThrow(
        'detached from a Customer',
      );
      await hears('payment_method.detached');
    },
  ],
  [
    'card numbers are taken from browsers, and from no server',
    async () => {
      const card = { number: '4242424242424242', exp_month: 12, exp_year: 2044, cvc: '123' };
      await expect(stripe.paymentMethods.create({ type: 'card', card })).rejects.toMatchObject({ statusCode: 402 });
      const token = await stripe.paymentMethods.create({
        type: 'card',
        card: { token: 'tok_visa' },
        billing_details: { name: 'Ada' },
      });
      expect(token).toMatchObject({ card: { last4: '4242' }, billing_details: { name: 'Ada' } });
    },
  ],
  [
    'an amount is held, and taken in part: the rest goes back',
    async () => {
      const intent = await pay('pm_card_visa', { capture_method: 'manual' });
      expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 4900, amount_received: 0 });
      await expect(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 5000 })).rejects.toMatchObject({
        code: 'amount_too_large',
      });
      const taken = await stripe.paymentIntents.capture(intent.id, {
        amount_to_capture: 4000,
        expand: ['latest_charge'],
      });
      expect(taken).toMatchObject({
        status: 'succeeded',
        amount_received: 4000,
        amount_capturable: 0,
        latest_charge: { amount: 4900, amount_captured: 4000, amount_refunded: 900, refunded: false },
      });
      await hears(
        'payment_intent.amount_capturable_updated',
        'charge.captured',
        'charge.refunded',
        'payment_intent.succeeded',
      );
    },
  ],
  [
    'what was taken in part is given back in full, and no more',
    async () => {
      const { data } = await stripe.paymentIntents.list({ limit: 1 });
      const payment_intent = data[0]?.id ?? '';
      expect(await stripe.refunds.create({ payment_intent })).toMatchObject({ amount: 4000, status: 'succeeded' });
      await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
        code: 'charge_already_refunded',
      });
    },
  ],
  [
    'a held amount is let go, by the seller or after a week',
    async () => {
      const [first, second] = [
        await pay('pm_card_visa', { capture_method: 'manual' }),
        await pay('pm_card_visa', { capture_method: 'manual' }),
      ];
      expect(await stripe.paymentIntents.cancel(first.id, { expand: ['latest_charge'] })).toMatchObject({
        status: 'canceled',
        latest_charge: { refunded: true, captured: false },
      });
      clock.advance({ days: 7 });
      expect(await stripe.paymentIntents.retrieve(second.id)).toMatchObject({
        status: 'canceled',
        cancellation_reason: 'automatic',
      });
      await hears('charge.expired', 'payment_intent.canceled');
    },
  ],
  [
    'after two days the money is available',
    async () => {
      const { available, pending } = await stripe.balance.retrieve();
      expect(pending.find(({ currency }) => currency === 'eur')?.amount).toBe(0);
      expect(available.find(({ currency }) => currency === 'eur')?.amount).toBeGreaterThan(0);
    },
  ],
  [
    'part of a payment is given back, twice, and never more than was paid',
    async () => {
      const payment_intent = made['paid'] ?? '';
      const refund = await stripe.refunds.create({
        payment_intent,
        amount: 1500,
        reason: 'requested_by_customer',
        metadata: { line: '1' },
        expand: ['balance_transaction', 'charge'],
      });
      expect(refund).toMatchObject({
        status: 'succeeded',
        balance_transaction: { amount: -1500, fee: 0, type: 'refund' },
        charge: { amount_refunded: 1500, refunded: false },
      });
      await expect(stripe.refunds.create({ payment_intent, amount: 99_999 })).rejects.toThrow(
        'is greater than unrefunded amount on charge (€35.00)',
      );
      expect(await stripe.refunds.create({ payment_intent, expand: ['charge'] })).toMatchObject({
        amount: 3500,
        charge: { refunded: true, amount_refunded: 5000 },
      });
      expect((await stripe.refunds.list({ payment_intent })).data.map(({ amount }) => amount)).toEqual([3500, 1500]);
      await hears('refund.created', 'charge.refunded');
    },
  ],
  [
    'a refund is pending first, and then arrives',
    async () => {
      const { id: payment_intent } = await pay('pm_card_pendingRefund');
      const refund = await stripe.refunds.create({ payment_intent });
      expect(refund.status).toBe('pending');
      clock.advance({ minutes: 10 });
      expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
      await hears('refund.updated', 'charge.refund.updated');
    },
  ],
  [
    'a refund fails later: the money is back, and can be refunded again',
    async () => {
      const { id: payment_intent } = await pay('pm_card_refundFail');
      const refund = await stripe.refunds.create({ payment_intent, amount: 1000 });
      expect(refund.status).toBe('succeeded');
      emulator.control.advance({ minutes: 10 });
      const failed = await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction', 'charge'] });
      expect(failed).toMatchObject({
        status: 'failed',
        failure_balance_transaction: { amount: 1000, type: 'refund_failure' },
        charge: { amount_refunded: 0 },
      });
      await hears('refund.failed');
    },
  ],
  [
    'a disputed payment takes its money along, and cannot be refunded',
    async () => {
      const { id: payment_intent } = await pay('pm_card_createDispute');
      const [dispute] = (await stripe.disputes.list({ payment_intent, expand: ['data.charge'] })).data;
      expect(dispute).toMatchObject({
        amount: 4900,
        reason: 'fraudulent',
        status: 'needs_response',
        charge: { disputed: true },
        evidence_details: { has_evidence: false },
      });
      expect(dispute?.balance_transactions).toMatchObject([
        { amount: -4900, fee: 1500, net: -6400, type: 'adjustment', reporting_category: 'dispute' },
      ]);
      await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({ code: 'charge_disputed' });
      made['dispute'] = dispute?.id ?? '';
      await hears('charge.dispute.created', 'charge.dispute.funds_withdrawn');
    },
  ],
  [
    'evidence is collected, submitted and wins: the money comes back',
    async () => {
      const kept = await stripe.disputes.update(made['dispute'] ?? '', {
        evidence: { product_description: 'A course' },
        submit: false,
      });
      expect(kept).toMatchObject({
        status: 'needs_response',
        evidence_details: { has_evidence: true, submission_count: 0 },
      });
      const won = await stripe.disputes.update(made['dispute'] ?? '', {
        evidence: { uncategorized_text: 'winning_evidence' },
      });
      expect(won).toMatchObject({
        status: 'won',
        evidence: { product_description: 'A course' },
        evidence_details: { submission_count: 1 },
      });
      expect(won.balance_transactions.map(({ net }) => net)).toEqual([-6400, 4900]);
      await expect(stripe.disputes.close(made['dispute'] ?? '')).rejects.toThrow('already closed');
      await hears('charge.dispute.updated', 'charge.dispute.closed', 'charge.dispute.funds_reinstated');
    },
  ],
  [
    'a dispute that nobody answers is lost',
    async () => {
      const { latest_charge } = await pay('pm_card_visa');
      const id = emulator.control.dispute(latest_charge as string, 'product_not_received');
      clock.advance({ days: 9 });
      expect(await stripe.disputes.retrieve(id)).toMatchObject({
        status: 'lost',
        evidence_details: { past_due: true },
      });
    },
  ],
  [
    'an inquiry takes no money; it may grow into a dispute that does',
    async () => {
      const { latest_charge } = await pay('pm_card_createDisputeInquiry');
      const [inquiry] = (await stripe.disputes.list({ charge: latest_charge as string })).data;
      expect(inquiry).toMatchObject({
        status: 'warning_needs_response',
        balance_transactions: [],
        is_charge_refundable: true,
      });
      const grown = await stripe.disputes.update(inquiry?.id ?? '', {
        evidence: { uncategorized_text: 'escalate_inquiry_evidence' },
      });
      expect(grown).toMatchObject({ status: 'needs_response', balance_transactions: [{ amount: -4900 }] });
      expect((await stripe.disputes.close(inquiry?.id ?? '')).status).toBe('lost');
    },
  ],
  [
    'amounts that a currency does not have are refused',
    async () => {
      const code = async (amount: number, currency: string) =>
        stripe.paymentIntents.create({ amount, currency }).then(
          ({ status }) => status,
          (error: StripeSdk.errors.StripeError) => error.code ?? error.message,
        );
      expect(await code(49, 'eur')).toBe('amount_too_small');
      expect(await code(500, 'jpy')).toBe('requires_payment_method');
      expect(await code(12_345, 'kwd')).toContain('divisible by 10');
      expect(await code(12_340, 'kwd')).toBe('requires_payment_method');
      expect(await code(150, 'isk')).toContain('divisible by 100');
      expect(await code(100_000_000, 'eur')).toBe('amount_too_large');
      expect(await code(100, 'xyz')).toContain('Invalid currency');
    },
  ],
  [
    'a product has prices, by which a checkout page sells it',
    async () => {
      const product = await stripe.products.create({ name: 'Weaving', metadata: { course: 'c1' } });
      const price = await stripe.prices.create({
        product: product.id,
        currency: 'eur',
        unit_amount: 2500,
        lookup_key: 'weaving',
      });
      await stripe.products.update(product.id, { default_price: price.id });
      expect((await stripe.prices.list({ lookup_keys: ['weaving'], expand: ['data.product'] })).data).toMatchObject([
        { product: { default_price: price.id } },
      ]);
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        customer: made['ada'] ?? '',
        success_url: `${returnUrl}?session={CHECKOUT_SESSION_ID}`,
        cancel_url: returnUrl,
        client_reference_id: 'order-9',
        metadata: { order: '9' },
        line_items: [
          { price: price.id, quantity: 2 },
          { quantity: 1, price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'Book' } } },
        ],
        payment_intent_data: { metadata: { order: '9' }, setup_future_usage: 'off_session' },
        expand: ['line_items.data.price.product'],
      });
      expect(session).toMatchObject({
        status: 'open',
        payment_status: 'unpaid',
        amount_total: 5900,
        payment_intent: null,
        line_items: { data: [{ amount_total: 5000, price: { product: { name: 'Weaving' } } }, { amount_total: 900 }] },
      });
      made['session'] = session.id;
    },
  ],
  [
    'a page on which nobody paid is over after its time, or when the seller says so',
    async () => {
      const line_items = [{ price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'Book' } } }];
      const open = (expires_at?: number) =>
        stripe.checkout.sessions.create({ success_url: returnUrl, line_items, ...(expires_at ? { expires_at } : {}) });
      await expect(open(Math.floor(clock.now().getTime() / 1000) + 60)).rejects.toMatchObject({ param: 'expires_at' });
      const [first, second] = [await open(), await open()];
      expect(await stripe.checkout.sessions.expire(first.id)).toMatchObject({ status: 'expired', url: null });
      await expect(stripe.checkout.sessions.expire(first.id)).rejects.toThrow('`expired`');
      clock.advance({ days: 1 });
      expect(await stripe.checkout.sessions.retrieve(second.id)).toMatchObject({ status: 'expired' });
      await hears('checkout.session.expired');
    },
  ],
  [
    'without a place to come back to nothing is confirmed, unless nobody is led away',
    async () => {
      const [confirm, payment_method] = [true, 'pm_card_visa'];
      const create = (more: object) =>
        stripe.paymentIntents.create({ amount: 500, currency: 'eur', confirm, payment_method, ...more });
      await expect(create({})).rejects.toMatchObject({ param: 'return_url' });
      await expect(stripe.setupIntents.create({ confirm, payment_method })).rejects.toMatchObject({
        param: 'return_url',
      });
      const stays = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } };
      expect(await create(stays)).toMatchObject({ status: 'succeeded' });
    },
  ],
  [
    'a session takes a discount and a tax off and on, and says so line by line',
    async () => {
      const { id: rate } = await stripe.taxRates.create({ display_name: 'VAT', percentage: 10, inclusive: false });
      const { id: coupon } = await stripe.coupons.create({ percent_off: 20 });
      const session = await stripe.checkout.sessions.create({
        success_url: returnUrl,
        discounts: [{ coupon }],
        line_items: [
          {
            price_data: { currency: 'eur', unit_amount: 1000, product_data: { name: 'Book' } },
            quantity: 3,
            tax_rates: [rate],
          },
          { price_data: { currency: 'eur', unit_amount: 500, product_data: { name: 'Pen' } } },
        ],
        expand: ['line_items', 'discounts.coupon'],
      });
      expect(session).toMatchObject({
        amount_subtotal: 3500,
        amount_total: 3040,
        total_details: { amount_discount: 700, amount_tax: 240 },
        discounts: [{ coupon: { percent_off: 20 } }],
        line_items: {
          data: [
            { amount_total: 2640, amount_tax: 240 },
            { amount_total: 400, amount_discount: 100 },
          ],
        },
      });
    },
  ],
  [
    'an endpoint is made, hears what it asked for, rests, and goes; its secret is told once',
    async () => {
      const made = await stripe.webhookEndpoints.create({
        url: 'https://other.test/',
        enabled_events: ['product.created'],
      });
      expect(made.secret).toMatch(/^whsec_/);
      expect(await stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret');
      await hears();
      await stripe.products.create({ name: 'Told twice' });
      await emulator.control.settle();
      expect(told.splice(0)).toEqual(['product.created', 'product.created']);
      await stripe.webhookEndpoints.update(made.id, { disabled: true });
      await stripe.products.create({ name: 'Told once' });
      await emulator.control.settle();
      expect(told.splice(0)).toEqual(['product.created']);
      expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
    },
  ],
  [
    'lists are narrowed by time, and another version of the API is refused',
    async () => {
      const [newest] = (await stripe.products.list({ limit: 1 })).data;
      const since = newest?.created ?? 0;
      expect((await stripe.products.list({ created: { gte: since } })).data).toContainEqual(newest);
      expect((await stripe.products.list({ created: { gt: since } })).data).toEqual([]);
      const old = stripe.products.list({}, { apiVersion: '2020-08-27' });
      await expect(old).rejects.toThrow('Invalid Stripe API version: 2020-08-27');
    },
  ],
  [
    'what happened can be read again for as long as it is kept',
    async () => {
      const { data } = await stripe.events.list({ types: ['charge.dispute.*', 'refund.failed'], limit: 100 });
      expect(new Set(data.map(({ type }) => type))).toEqual(
        new Set([
          'charge.dispute.created',
          'charge.dispute.updated',
          'charge.dispute.closed',
          'charge.dispute.funds_withdrawn',
          'charge.dispute.funds_reinstated',
          'refund.failed',
        ]),
      );
      const [event] = data;
      expect(await stripe.events.retrieve(event?.id ?? '')).toMatchObject({
        pending_webhooks: 0,
        api_version: stripe.getApiField('version'),
      });
    },
  ],
  [
    'every movement of money names what it was for',
    async () => {
      const { data } = await stripe.balanceTransactions.list({ limit: 100, expand: ['data.source'] });
      expect(new Set(data.map(({ source }) => (source as { object: string }).object))).toEqual(
        new Set(['charge', 'refund', 'dispute']),
      );
      expect((await stripe.balanceTransactions.list({ type: 'refund_failure' })).data).toHaveLength(1);
    },
  ],
  [
    'a customer who is deleted is a stub, and pays no more',
    async () => {
      await stripe.customers.del(made['ada'] ?? '');
      expect(await stripe.customers.retrieve(made['ada'] ?? '')).toEqual(expect.objectContaining({ deleted: true }));
      await expect(
        stripe.paymentIntents.create({ amount: 500, currency: 'eur', customer: made['ada'] ?? '' }),
      ).rejects.toMatchObject({ code: 'resource_missing', param: 'customer' });
      expect((await stripe.customers.list({ email: 'ada@test.example' })).data).toEqual([]);
    },
  ],
];

it.each(steps)('%s', async (_name, step) => {
  await step();
  const { balance, movements } = await balanceAndMovements(stripe);
  expect(balance).toEqual(Object.keys(movements).length > 0 ? movements : { usd: 0 });
  for await (const charge of stripe.charges.list({ limit: 100 }))
    expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount);
  expect([...new Set(complaints.splice(0))]).toEqual([]);
});
